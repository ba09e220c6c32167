package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;

/**
 * FUSE mounts below a directory of the node, not onto it.
 *
 * <p><b>Restricted fields:</b> {@code volumeMounts[].mountPath} of the hostPath volume that holds the mount point, in FUSE
 * containers and in workers with {@code alluxio.worker.fuse.enabled=true}.
 *
 * <p><b>Allowed values:</b> a parent of the mount point, such as {@code /mnt/alluxio} for {@code /mnt/alluxio/fuse}. The
 * mount point of 2.0 to 2.2 is fixed at /alluxio-fuse, below the node's root directory, so nothing better is possible there.
 *
 * <p><b>Why:</b> when the daemon crashes, its dead mount stays on the node. The kubelet cannot bind a dead mount into the
 * next container, which never starts ({@code mkdir: file exists}, {@code Transport endpoint is not connected}); and an
 * application that has the mount point itself keeps the dead one.
 *
 * <p><b>Source:</b> Alluxio issues 11472, 14723, 15613 and 16120; chart 0.6.0 moved the mount to the parent.
 */
public final class FuseMountParent implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "fuse-mount-parent",
                    "After a crash of the daemon its dead mount is still on the node, and a pod that mounts it cannot start "
                            + "again until someone unmounts it.")
            .forRoles(Role.FUSE, Role.WORKER)
            .forAnyRelease("the kubelet binds the directories of volumes, whatever mounts there");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (FuseProcess fuse : FuseProcess.in(object)) {
            Optional<ContainerMount> mount = fuse.mount(findings);
            if (mount.isPresent()
                    && mount.get().hostPath().isPresent()
                    && mount.get().path().equals(fuse.point().orElse(""))) {
                report(fuse.container(), mount.get(), findings);
            }
        }
    }

    private static void report(Container container, ContainerMount mount, Findings findings) {
        boolean fixed = container.lacks(ReleaseChange.FUSE_BELOW_MNT);
        String parent = ContainerPath.parent(mount.path());
        String fix;
        if (fixed) {
            fix = "use Alluxio 2.3 or newer, which mounts at /mnt/alluxio-fuse, and mount the node's /mnt at /mnt";
        } else if (parent.equals("/")) {
            fix = "move the mount point to " + mount.path() + "/fuse and leave the volume where it is";
        } else {
            fix = "mount the node's " + ContainerPath.parent(mount.hostPath().orElse("")) + " at " + parent;
        }
        findings.at(container, mount.field().at("mountPath"))
                .found("the mount point " + mount.path() + " itself as a hostPath volume")
                .wanted("a volume that holds a parent of the mount point")
                .fix(fix);
    }
}
