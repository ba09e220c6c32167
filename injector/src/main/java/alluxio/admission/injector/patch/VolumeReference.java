package alluxio.admission.injector.patch;

import alluxio.admission.injector.pod.PodElement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A use of a volume by a container: a mount, also one with a subPath, or a block device.
 *
 * @param container of any kind, also an init container or an ephemeral one
 * @param use the mount or device
 * @param list of the container that the use is in
 * @param key of the path in the use
 */
record VolumeReference(PodElement container, JsonNode use, String list, String key) {

    /** All uses of volumes in a pod, in its order. */
    public static Stream<VolumeReference> all(PodElement spec) {
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(list -> containers(spec, list).stream())
                .flatMap(container -> Stream.concat(
                        uses(container, "volumeMounts", "mountPath"), uses(container, "volumeDevices", "devicePath")));
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

    private static List<PodElement> containers(PodElement spec, String list) {
        List<PodElement> containers = new ArrayList<>();
        ArrayNode items = spec.list(list);
        int index = 0;
        for (JsonNode item : items) {
            if (item instanceof ObjectNode container) {
                containers.add(spec.item(list, index, container));
            }
            index++;
        }
        return containers;
    }

    private static Stream<VolumeReference> uses(PodElement container, String list, String key) {
        return container.list(list).valueStream().map(use -> new VolumeReference(container, use, list, key));
    }
}
