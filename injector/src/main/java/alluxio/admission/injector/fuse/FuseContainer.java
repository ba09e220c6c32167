package alluxio.admission.injector.fuse;

import alluxio.admission.injector.resources.InjectedResources;
import alluxio.admission.model.configuration.FuseSecurity;
import alluxio.admission.model.configuration.ResourceRequirements;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The common parts of the containers of FUSE mode sidecar. They are native sidecars, so that they start before the application and
 * do not keep a Job from completing. They run as root and privileged, whatever the pod's security context says: the API server
 * allows Bidirectional only to privileged containers, and mounting needs root. Fields that the API server would default are set, so
 * that the container is the same before and after admission.
 */
final class FuseContainer {
    /**
     * A shell command that removes all mounts at the mount point, {@code $0}. It prints nothing and always succeeds. /proc/mounts has
     * real paths, so a symbolic link at the mount point is not followed to another mount of this container. The mount point itself
     * is not accessed: that would block on a FUSE process that hangs.
     */
    static final String UNMOUNT =
            "mounted() { while read -r _ at _; do [ \"$at\" = \"$0\" ] && return 0; done < /proc/mounts; "
                    + "return 1; }; while mounted && umount -l \"$0\"; do :; done 2>/dev/null";

    private FuseContainer() {}

    /**
     * Starts a container with its name, image and command.
     *
     * @param script run by a shell with the mount point as {@code $0}
     */
    static ObjectNode begin(String name, String image, String script, String mountPoint) {
        ObjectNode container = JsonNodeFactory.instance.objectNode();
        container.put("name", name).put("image", image).put("imagePullPolicy", pullPolicy(image));
        shell(container, script, mountPoint);
        return container;
    }

    static void shell(ObjectNode owner, String script, String mountPoint) {
        owner.putArray("command").add("/bin/sh").add("-c").add(script).add(mountPoint);
    }

    /** Adds the rest. Returns the list of mounts, which has the volume with Bidirectional: mounts in it reach the other containers. */
    static ArrayNode end(ObjectNode container, String volume, FuseSecurity security) {
        container.put("restartPolicy", "Always");
        FuseSecurityContext.write(container.putObject("securityContext"), security);
        container.put("terminationMessagePath", "/dev/termination-log").put("terminationMessagePolicy", "File");
        ArrayNode mounts = container.putArray("volumeMounts");
        mounts.addObject()
                .put("name", volume)
                .put("mountPath", FuseLaunch.VOLUME_PATH)
                .put("mountPropagation", "Bidirectional");
        return mounts;
    }

    /** Writes {@code resources}. */
    static void resources(ObjectNode container, ResourceRequirements resources) {
        InjectedResources.write(container.putObject("resources"), resources);
    }

    /** The default of Kubernetes for the image. */
    private static String pullPolicy(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = name.endsWith(":latest") || (name.indexOf(':') < 0 && name.indexOf('@') < 0);
        return latest ? "Always" : "IfNotPresent";
    }
}
