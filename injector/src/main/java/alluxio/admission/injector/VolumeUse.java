package alluxio.admission.injector;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One place where a container uses a volume by its name: a mount, whatever its subPath, or a block device.
 *
 * @param container of any kind: init containers and ephemeral ones, too
 * @param use the mount or device
 * @param list that it is in
 * @param key of its path
 */
record VolumeUse(Place container, JsonNode use, String list, String key) {

    /** All of a pod, in its order. */
    static Stream<VolumeUse> all(Place spec) {
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(list -> containers(spec, list).stream())
                .flatMap(container -> Stream.concat(
                        uses(container, "volumeMounts", "mountPath"), uses(container, "volumeDevices", "devicePath")));
    }

    String volume() {
        return use.path("name").stringValue("");
    }

    /** In the container. */
    String path() {
        return use.path(key).stringValue("");
    }

    /** Of the mount or device, in the pod. */
    String field() {
        return container.fieldOf(list) + "[" + key + "=" + path() + "]";
    }

    /** Whether the container could change what is in the volume. A block device it could write as a whole. */
    boolean isWritable() {
        return !use.path("readOnly").booleanValue(false);
    }

    /** For messages: {@code container "app" mounts volume "x" at /y}. */
    @Override
    public String toString() {
        return "container \"" + container.text("name") + "\" mounts volume \"" + volume() + "\" at " + path();
    }

    private static List<Place> containers(Place spec, String list) {
        List<Place> containers = new ArrayList<>();
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

    private static Stream<VolumeUse> uses(Place container, String list, String key) {
        return container.list(list).valueStream().map(use -> new VolumeUse(container, use, list, key));
    }
}
