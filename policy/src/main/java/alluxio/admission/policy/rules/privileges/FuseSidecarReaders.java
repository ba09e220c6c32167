package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.HashSet;
import java.util.Set;

/**
 * An application beside a FUSE sidecar sees what the sidecar mounts.
 *
 * <p><b>Restricted fields:</b> {@code volumeMounts[].mountPropagation} of application containers that mount the volume of
 * a FUSE container of the same pod.
 *
 * <p><b>Allowed values:</b> {@code HostToContainer} or {@code Bidirectional}.
 *
 * <p><b>Why:</b> with no propagation an application that starts before FUSE has mounted sees an empty directory forever,
 * and one that starts later keeps a dead mount ({@code Transport endpoint is not connected}) when FUSE restarts.
 *
 * <p><b>Source:</b> Alluxio issues 14723 and 16581; tried with all three propagations.
 */
public final class FuseSidecarReaders implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "fuse-sidecar-readers",
                    "Without HostToContainer the application does not see what the sidecar mounts later: an empty directory "
                            + "at first, a dead one after a restart.")
            .forRoles(Role.FUSE)
            .forAnyRelease("Linux propagates mounts, whatever mounts");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Set<Volume> shared = new HashSet<>();
        FuseProcess.daemons(object)
                .forEach(fuse ->
                        fuse.mount(findings).flatMap(ContainerMount::volume).ifPresent(shared::add));
        if (shared.isEmpty()) {
            return;
        }
        for (Container reader : object.pod().orElseThrow().applications()) {
            if (reader.stage() != ContainerStage.INIT) {
                Iterables.forEach(
                        reader.mounts(),
                        mount -> mount.propagation().equals("None"),
                        mount -> mount.volume()
                                .filter(shared::contains)
                                .ifPresent(volume -> report(reader, mount, volume, findings)));
            }
        }
    }

    private static void report(Container reader, ContainerMount mount, Volume volume, Findings findings) {
        Field propagation = mount.field().at("mountPropagation");
        findings.at(reader, propagation)
                .found((propagation.exists() ? "mountPropagation: None" : "no mountPropagation") + " on volume "
                        + volume.name())
                .wanted("mountPropagation: HostToContainer")
                .fix("set mountPropagation: HostToContainer on the mount at " + mount.path());
    }
}
