package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;

/**
 * What FUSE mounts in its container is visible outside of it.
 *
 * <p><b>Restricted fields:</b> {@code volumeMounts[].mountPropagation} of the mount that holds the mount point, in a FUSE
 * container; for workers with {@code alluxio.worker.fuse.enabled=true} a warning.
 *
 * <p><b>Allowed values:</b> {@code Bidirectional}, where the volume is a directory of the node or another container of the
 * pod mounts it. A mount point that is on no volume at all is a warning: only the container itself sees it. The mount
 * point is what the release reads: an argument from 2.8, {@code MOUNT_POINT} from 2.4, fixed before.
 *
 * <p><b>Why:</b> with any other propagation the mount stays inside the container: the daemon runs, its probes pass, and
 * every application sees an empty directory.
 *
 * <p><b>Source:</b> the FUSE manifests of 2.0 to 2.10; mount propagation in the Kubernetes documentation of volumes.
 */
public final class FuseMountPropagation implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "fuse-mount-propagation",
                    "Without Bidirectional propagation what FUSE mounts stays inside its container, and applications see "
                            + "an empty directory.")
            .forRoles(Role.FUSE, Role.WORKER)
            .forAnyRelease("Linux propagates mounts, whatever mounts");

    private static final String BIDIRECTIONAL = "Bidirectional";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (FuseProcess fuse : FuseProcess.in(object)) {
            Optional<String> point = fuse.point();
            Optional<ContainerMount> mount = fuse.mount(findings);
            if (point.isPresent() && mount.isEmpty()) {
                unshared(fuse.container(), point.get(), findings);
            } else if (mount.isPresent()
                    && isShared(fuse.container(), mount.get())
                    && !mount.get().propagation().equals(BIDIRECTIONAL)) {
                report(fuse, point.orElseThrow(), mount.get(), findings);
            }
        }
    }

    private static void unshared(Container container, String point, Findings findings) {
        findings.at(container, container.field().at("volumeMounts"))
                .asWarning()
                .found("no volume at the mount point " + point)
                .wanted("a volume that holds " + point)
                .fix("mount a hostPath volume at the parent of " + point + " with mountPropagation: Bidirectional");
    }

    private static void report(FuseProcess fuse, String point, ContainerMount mount, Findings findings) {
        Field propagation = mount.field().at("mountPropagation");
        fuse.finding(findings, propagation)
                .found((propagation.exists() ? "mountPropagation: " + mount.propagation() : "no mountPropagation")
                        + " on the volume of the mount point " + point)
                .wanted("mountPropagation: Bidirectional")
                .fix("set mountPropagation: Bidirectional on the mount at " + mount.path());
    }

    private static boolean isShared(Container container, ContainerMount mount) {
        return mount.volume().filter(Volume::isHostPath).isPresent() || VolumeReaders.hasOthers(container, mount);
    }
}
