package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Set;

/**
 * A volume with /dev/fuse has the type of a device, or none.
 *
 * <p><b>Restricted fields:</b> {@code volumes[].hostPath.type} of hostPath volumes with the path /dev/fuse, in pods with a
 * container of Alluxio's.
 *
 * <p><b>Allowed values:</b> {@code CharDevice} or nothing. A privileged container has the node's devices anyway and needs
 * no such volume.
 *
 * <p><b>Why:</b> from Kubernetes 1.19 the kubelet tells devices from files. With {@code File}, as the manifests of 2.0 to
 * 2.5 have it, the pod stays in ContainerCreating for ever: {@code hostPath type check failed: /dev/fuse is not a file}.
 *
 * <p><b>Source:</b> chart 0.6.16 (2.6) changed File to CharDevice; {@code hostutil.GetFileType} of Kubernetes 1.19.
 */
public final class FuseDevice implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "fuse-device",
                    "/dev/fuse is a character device; the kubelet refuses to mount it as anything else, and the pod stays "
                            + "in ContainerCreating.")
            .forRoles(Role.FUSE, Role.WORKER, Role.CSI)
            .forAnyRelease("the kubelet checks the type of a hostPath");

    private static final Set<String> TYPES = Set.of("", "CharDevice");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.pod()
                .ifPresent(pod -> Iterables.forEach(
                        pod.volumes(),
                        volume -> volume.isHostPath() && volume.hostPath().equals("/dev/fuse"),
                        volume -> check(volume.source().at("type"), findings)));
    }

    private static void check(Field type, Findings findings) {
        if (!TYPES.contains(type.string())) {
            report(type, findings);
        }
    }

    private static void report(Field type, Findings findings) {
        findings.at(type)
                .found("type: " + type.string())
                .wanted("type: CharDevice")
                .fix("set the type of the volume to CharDevice");
    }
}
