package alluxio.admission.model.view;

import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.FieldPath.Segment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The keys that identify the items of a list, as the API's own {@code x-kubernetes-list-map-keys} do. Created when a path is
 * needed; the values are counted once.
 */
final class ListKeys {
    private static final List<String> BY_NAME = List.of("name");

    /** The candidates for a key, in order: the first with a unique value counts. A mount's name is that of its volume. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "volumeMounts", List.of("mountPath"),
            "volumeDevices", List.of("devicePath"),
            "hostAliases", List.of("ip"),
            "ports", List.of("name", "containerPort", "port"));

    /**
     * The longest value that is a key, in characters: that of a Kubernetes name. A longer one would be repeated in the path
     * of each finding below the item.
     */
    static final int LONGEST = 253;

    private final JsonNode items;
    private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();

    /** @param list the name of the list in its object; "" when it has none */
    ListKeys(String list, JsonNode items, Budget budget) {
        this.items = items;
        for (String key : KEYS.getOrDefault(list, BY_NAME)) {
            budget.spend(items.size());
            Map<String, Integer> ofKey = new HashMap<>();
            for (JsonNode item : items) {
                String value = value(item, key);
                if (value != null) {
                    ofKey.merge(value, 1, Integer::sum);
                }
            }
            counts.put(key, ofKey);
        }
    }

    Segment segment(int index) {
        for (Map.Entry<String, Map<String, Integer>> key : counts.entrySet()) {
            String value = value(items.get(index), key.getKey());
            if (value != null && key.getValue().getOrDefault(value, 0) == 1) {
                return new Segment.Keyed(key.getKey(), value);
            }
        }
        return new Segment.Indexed(index);
    }

    static @Nullable String value(JsonNode item, String key) {
        JsonNode value = item.path(key);
        boolean keyed = value.isString()
                ? !value.stringValue().isEmpty() && value.stringValue().length() <= LONGEST
                : value.isNumber();
        return keyed ? value.asString() : null;
    }
}
