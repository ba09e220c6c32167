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
 * The keys that identify the items of a list, as the API's own {@code x-kubernetes-list-map-keys} do. The values are counted
 * once, when a path is first needed. An item whose keys others have too, or that has none, is identified by its position.
 */
public final class ListKeys {
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

    private final String list;
    private final JsonNode items;
    private final Budget budget;
    private @Nullable Map<String, Map<String, Integer>> counts;

    /**
     * @param list the name of the list in its object; "" when it has none
     * @param budget spent when the values are counted
     */
    public ListKeys(String list, JsonNode items, Budget budget) {
        this.list = list;
        this.items = items;
        this.budget = budget;
    }

    private Map<String, Map<String, Integer>> count() {
        Map<String, Map<String, Integer>> counted = new LinkedHashMap<>();
        for (String key : KEYS.getOrDefault(list, BY_NAME)) {
            budget.spend(items.size());
            Map<String, Integer> ofKey = new HashMap<>();
            for (JsonNode item : items) {
                String value = value(item, key);
                if (value != null) {
                    ofKey.merge(value, 1, Integer::sum);
                }
            }
            counted.put(key, ofKey);
        }
        return counted;
    }

    /** The step to the item at a position, from 0. */
    public Segment segment(int index) {
        Map<String, Map<String, Integer>> known = counts == null ? count() : counts;
        counts = known;
        for (Map.Entry<String, Map<String, Integer>> key : known.entrySet()) {
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
