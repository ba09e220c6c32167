package alluxio.admission.injector.patch;

import alluxio.admission.injector.pod.PodElement;
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
public record VolumeReference(PodElement container, JsonNode use, String list, String key) {

    /** All of a pod, in its order. */
    public static Stream<VolumeReference> all(PodElement spec) {
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(list -> containers(spec, list).stream())
                .flatMap(container -> Stream.concat(
                        uses(container, "volumeMounts", "mountPath"), uses(container, "volumeDevices", "devicePath")));
    }

    public String volume() {
        return use.path("name").stringValue("");
    }

    /** In the container. */
    public String path() {
        return use.path(key).stringValue("");
    }

    /** Of the mount or device, in the pod. */
    public String field() {
        return container.fieldOf(list, key, path());
    }

    /** Whether the container could change what is in the volume. A block device it could write as a whole. */
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
