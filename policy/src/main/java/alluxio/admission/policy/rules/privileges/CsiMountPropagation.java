package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;

/**
 * What the CSI node plugin mounts is visible in the pods that it is for.
 *
 * <p><b>Restricted fields:</b> {@code volumeMounts[].mountPropagation} of the mount of the kubelet's directory
 * ({@code /var/lib/kubelet}, or its {@code pods}, wherever a distribution has it) in the container {@code csiserver} of Alluxio's
 * CSI node plugin.
 *
 * <p><b>Allowed values:</b> {@code Bidirectional}. The CSI controller, beside a {@code csi-provisioner}, mounts nothing for pods and
 * is not judged; neither is a plugin that does not mount the kubelet's directory.
 *
 * <p><b>Why:</b> the plugin mounts Alluxio at the volume's directory below the kubelet's, or, with {@code mountInPod: "true"} in
 * the volume, binds there what a FUSE pod has mounted. With any other propagation that mount exists in the plugin's container
 * only: it reports success, and a pod with the volume starts with an empty directory of the node's disk in its place. What the
 * pod writes there never reaches Alluxio and is removed with the pod: data is lost, which is why it is refused and not only
 * warned about. With a FUSE pod and no propagation at all, the plugin does not see its mount either: later versions then
 * report "Mount point is likely not ready" at each try, and the pods do not start; earlier ones fail at the first try only.
 *
 * <p><b>Source:</b> {@code NodePublishVolume} and {@code NodeStageVolume} of {@code integration/docker/csi/alluxio/nodeserver.go},
 * without and with {@code checkIfMountPointReady}, and of the repository alluxio-csi before it; the template {@code
 * csi/nodeplugin.yaml} of the charts from 0.6.23; mount propagation in the Kubernetes documentation of volumes.
 */
public final class CsiMountPropagation implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "csi-mount-propagation",
                    "Without Bidirectional propagation what the CSI plugin mounts stays inside its container: pods get an "
                            + "empty directory and lose what they write, or do not start.")
            .forRoles(Role.CSI)
            .forAnyRelease("Linux propagates mounts, whatever mounts");

    private static final String BIDIRECTIONAL = "Bidirectional";
    private static final List<String> KUBELET = List.of("/kubelet", "/kubelet/pods");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        boolean isController = object.pod().stream()
                .flatMap(pod -> pod.containers().stream())
                .anyMatch(container -> container.image().contains("csi-provisioner"));
        if (isController) {
            return;
        }
        for (Container plugin : object.containers(Role.CSI)) {
            List<ContainerMount> mounts = Iterables.filter(plugin.mounts(), CsiMountPropagation::isOfKubelet);
            boolean isShared =
                    Iterables.any(mounts, mount -> mount.propagation().equals(BIDIRECTIONAL));
            if (!mounts.isEmpty() && !isShared) {
                report(plugin, mounts.getLast(), findings);
            }
        }
    }

    private static boolean isOfKubelet(ContainerMount mount) {
        return mount.hostPath()
                .filter(path -> Iterables.any(KUBELET, path::endsWith))
                .isPresent();
    }

    private static void report(Container plugin, ContainerMount mount, Findings findings) {
        Field propagation = mount.field().at("mountPropagation");
        findings.at(plugin, propagation)
                .found((propagation.exists() ? "mountPropagation: " + mount.propagation() : "no mountPropagation")
                        + " on the kubelet's directory " + mount.hostPath().orElse(""))
                .wanted("mountPropagation: Bidirectional")
                .fix("set mountPropagation: Bidirectional on the mount at " + mount.path());
    }
}
