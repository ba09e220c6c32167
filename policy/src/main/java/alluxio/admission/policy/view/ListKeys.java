package alluxio.admission.policy.view;

import alluxio.admission.policy.view.FieldPath.Segment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** By what the items of Kubernetes' lists are told apart: as in the API's own {@code x-kubernetes-list-map-keys}. */
final class ListKeys {
    private static final List<String> BY_NAME = List.of("name");

    /** The first that each item has, and no other item has the same. A mount's name is its volume's, not its own. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "volumeMounts", List.of("mountPath"),
            "volumeDevices", List.of("devicePath"),
            "hostAliases", List.of("ip"),
            "ports", List.of("name", "containerPort", "port"));

    private ListKeys() {}

    static Segment segment(String list, JsonNode items, int index) {
        for (String key : KEYS.getOrDefault(list, BY_NAME)) {
            String value = value(items.get(index), key);
            if (value != null && isAlone(items, key, value)) {
                return new Segment.Keyed(key, value);
            }
        }
        return new Segment.Indexed(index);
    }

    private static boolean isAlone(JsonNode items, String key, String value) {
        int same = 0;
        for (JsonNode item : items) {
            same += value.equals(value(item, key)) ? 1 : 0;
        }
        return same == 1;
    }

    static @Nullable String value(JsonNode item, String key) {
        JsonNode value = item.path(key);
        return (value.isString() && !value.stringValue().isEmpty()) || value.isNumber() ? value.asString() : null;
    }
}
