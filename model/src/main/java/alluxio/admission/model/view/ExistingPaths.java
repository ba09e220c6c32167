package alluxio.admission.model.view;

import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Cuts paths to what exists in an object. Each list is indexed once, so that many findings in one long list cost no more
 * than the list and the findings. For one decision and one thread.
 */
public final class ExistingPaths {
    private final JsonNode root;
    private final Budget budget;
    private final IdentityHashMap<JsonNode, Map<String, Map<String, JsonNode>>> lists = new IdentityHashMap<>();

    public ExistingPaths(JsonNode root, Budget budget) {
        this.root = root;
        this.budget = budget;
    }

    /** The longest prefix of this path that exists; null counts as absent, as the API server drops it. */
    public FieldPath cut(FieldPath path) {
        JsonNode node = root;
        for (int i = 0; i < path.segments().size(); i++) {
            budget.spend(1);
            JsonNode next = step(node, path.segments().get(i));
            if (next == null || next.isNull()) {
                return new FieldPath(path.segments().subList(0, i));
            }
            node = next;
        }
        return path;
    }

    private @Nullable JsonNode step(JsonNode node, Segment segment) {
        return switch (segment) {
            case Segment.Member member -> node.get(member.name());
            case Segment.Indexed indexed -> node.isArray() ? node.get(indexed.index()) : null;
            case Segment.Keyed keyed ->
                node.isArray() ? items(node, keyed.key()).get(keyed.value()) : null;
        };
    }

    /** The first item for each value of the key. */
    private Map<String, JsonNode> items(JsonNode list, String key) {
        return lists.computeIfAbsent(list, _ -> new HashMap<>()).computeIfAbsent(key, k -> {
            budget.spend(list.size());
            Map<String, JsonNode> items = new HashMap<>();
            for (JsonNode item : list) {
                String value = ListKeys.value(item, k);
                if (value != null) {
                    items.putIfAbsent(value, item);
                }
            }
            return items;
        });
    }
}
