package alluxio.admission.injector.fuse;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The container that removes what a sidecar leaves which could not unmount: one that was killed, by the kernel for its
 * memory or by the kubelet because it hung, and was not started again before its pod was deleted. The mount of a dead FUSE
 * process stays in the emptyDir, and the kubelet removes volumes with os.RemoveAll (pkg/volume/emptydir), which can neither
 * enter such a directory (ENOTCONN) nor remove it (EBUSY): the pod would stay in Terminating, or its directory on the node.
 *
 * <p>No process of the sidecar's own container can help: with cgroup v2 the kernel kills all of a container for want of
 * memory, and a container that waits for its restart has none. So this is a native sidecar of its own, in front of the
 * other, because the kubelet ends them last to first (kuberuntime_termination_order.go): it is the last to go, and gets
 * SIGTERM even when the pod is deleted by force. Until then it sleeps. Detaching with umount -l waits for nobody, and does
 * nothing after a sidecar that unmounted itself.
 *
 * <p>Limits equal requests, so that a Guaranteed pod stays one. More than a shell needs is for the container's start.
 */
final class FuseUnmountContainer {
    static final String NAME = "alluxio-fuse-unmount";

    private static final String SCRIPT =
            "trap '" + FuseContainer.UNMOUNT + "; exit 0' TERM; while :; do sleep 3600 & wait; done";

    private FuseUnmountContainer() {}

    /** For the sidecar of that image, mount point and volume. */
    static ObjectNode build(String image, String mountPoint, String volume) {
        ObjectNode container = FuseContainer.begin(NAME, image, SCRIPT, mountPoint);
        ObjectNode resources = container.putObject("resources");
        List.of("limits", "requests")
                .forEach(kind -> resources.putObject(kind).put("cpu", "50m").put("memory", "32Mi"));
        FuseContainer.end(container, volume);
        return container;
    }
}
