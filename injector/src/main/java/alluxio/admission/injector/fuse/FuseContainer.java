package alluxio.admission.injector.fuse;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the containers of FUSE mode sidecar have in common. They are native sidecars, so that they are there before the
 * application starts and do not keep a Job from completing. Root and privileged, whatever the pod's security context says:
 * the API server allows Bidirectional to nobody else, and mounting needs root. What the API server would fill in stands here
 * already, so that a container reads the same before and after.
 */
final class FuseContainer {
    /**
     * Removes all mounts at the mount point, {@code $0}; as sh has it, commands without output that always succeed. What is
     * mounted stands in /proc/mounts by its real path, so a link there is not followed to a mount of this container's own. The
     * mount point itself is not looked at: that would wait for a FUSE process that hangs.
     */
    static final String UNMOUNT =
            "mounted() { while read -r _ at _; do [ \"$at\" = \"$0\" ] && return 0; done < /proc/mounts; "
                    + "return 1; }; while mounted && umount -l \"$0\"; do :; done 2>/dev/null";

    private FuseContainer() {}

    /** @param script is run by a shell with the mount point as {@code $0} */
    static ObjectNode begin(String name, String image, String script, String mountPoint) {
        ObjectNode container = JsonNodeFactory.instance.objectNode();
        container.put("name", name).put("image", image).put("imagePullPolicy", pullPolicy(image));
        shell(container, script, mountPoint);
        return container;
    }

    static void shell(ObjectNode owner, String script, String mountPoint) {
        owner.putArray("command").add("/bin/sh").add("-c").add(script).add(mountPoint);
    }

    /** Returns the list of mounts, in which the volume is: what is mounted there is mounted for all, and so unmounted. */
    static ArrayNode end(ObjectNode container, String volume) {
        container.put("restartPolicy", "Always");
        container
                .putObject("securityContext")
                .put("privileged", true)
                .put("runAsUser", 0)
                .put("runAsGroup", 0)
                .put("runAsNonRoot", false);
        container.put("terminationMessagePath", "/dev/termination-log").put("terminationMessagePolicy", "File");
        ArrayNode mounts = container.putArray("volumeMounts");
        mounts.addObject()
                .put("name", volume)
                .put("mountPath", FuseLaunch.VOLUME_PATH)
                .put("mountPropagation", "Bidirectional");
        return mounts;
    }

    /** As Kubernetes defaults it. */
    private static String pullPolicy(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = name.endsWith(":latest") || (name.indexOf(':') < 0 && name.indexOf('@') < 0);
        return latest ? "Always" : "IfNotPresent";
    }
}
