package alluxio.admission.injector.fuse;

import alluxio.admission.model.configuration.FuseSecurity;
import alluxio.admission.model.configuration.ResourceRequirements;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The container that removes the mount of a sidecar that could not unmount: one that was killed, by the kernel for its memory or
 * by the kubelet because it hung, and not restarted before its pod was deleted. The mount of a dead FUSE process stays in the
 * emptyDir, and the kubelet removes volumes with os.RemoveAll (pkg/volume/emptydir), which can neither enter such a directory
 * (ENOTCONN) nor remove it (EBUSY): the pod would stay in Terminating, or its directory on the node.
 *
 * <p>A process of the sidecar's container cannot do it: with cgroup v2 the kernel kills all processes of a container that is out of
 * memory, and a container that waits for its restart has none. So it is a native sidecar before the other one. The kubelet ends
 * native sidecars last to first (kuberuntime_termination_order.go), so it ends last, and it gets SIGTERM even when the pod is
 * deleted by force. Until then it sleeps. Detaching with umount -l does not block, and does nothing if the sidecar has unmounted.
 *
 * <p>A shell needs less than its resources, but the start of a container does not.
 */
final class FuseUnmountContainer {
    static final String NAME = "alluxio-fuse-unmount";

    /** What it needs. */
    static final ResourceRequirements RESOURCES = ResourceRequirements.equal(Map.of("cpu", "50m", "memory", "32Mi"));

    private static final String SCRIPT =
            "trap '" + FuseContainer.UNMOUNT + "; exit 0' TERM; while :; do sleep 3600 & wait; done";

    private FuseUnmountContainer() {}

    /** Builds the container for a sidecar with that image, mount point and volume. */
    static ObjectNode build(
            String image, String mountPoint, String volume, ResourceRequirements resources, FuseSecurity security) {
        ObjectNode container = FuseContainer.begin(NAME, image, SCRIPT, mountPoint);
        FuseContainer.resources(container, resources);
        FuseContainer.end(container, volume, security);
        return container;
    }
}
