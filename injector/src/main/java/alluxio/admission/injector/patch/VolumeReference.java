package alluxio.admission.injector.patch;

import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A use of a volume by a container: a mount, also one with a subPath, or a block device.
 *
 * @param container of any kind, also an init container or an ephemeral one
 * @param use the mount or device
 * @param list of the container that the use is in
 * @param key of the path in the use
 */
record VolumeReference(PodElement container, JsonNode use, String list, String key) {

    /** The uses of some volumes in a pod, in its order. */
    public static List<VolumeReference> of(Set<String> volumes, PodElement spec) {
        List<VolumeReference> uses = new ArrayList<>();
        for (PodElement container : containers(spec)) {
            collect(container, "volumeMounts", "mountPath", volumes, uses);
            collect(container, "volumeDevices", "devicePath", volumes, uses);
        }
        return uses;
    }

    /** The name of the volume. */
    public String volume() {
        return use.path("name").stringValue("");
    }

    /** The path in the container. */
    public String path() {
        return use.path(key).stringValue("");
    }

    /** The field path of the mount or device. */
    public String field() {
        return container.fieldOf(list, key, path());
    }

    /** Whether the container can write to the volume. A block device is always writable. */
    public boolean isWritable() {
        return !use.path("readOnly").booleanValue(false);
    }

    /** For messages: {@code container "app" mounts volume "x" at /y}. */
    @Override
    public String toString() {
        return "container \"" + container.text("name") + "\" mounts volume \"" + volume() + "\" at " + path();
    }

    private static List<PodElement> containers(PodElement spec) {
        List<PodElement> containers = PodContainers.all(spec);
        PodContainers.collect(spec, "ephemeralContainers", containers);
        return containers;
    }

    private static void collect(
            PodElement container, String list, String key, Set<String> volumes, List<VolumeReference> uses) {
        for (JsonNode use : container.list(list)) {
            VolumeReference reference = new VolumeReference(container, use, list, key);
            if (volumes.contains(reference.volume())) {
                uses.add(reference);
            }
        }
    }
}
