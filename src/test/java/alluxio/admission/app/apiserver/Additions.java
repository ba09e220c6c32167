package alluxio.admission.app.apiserver;

import alluxio.admission.model.Keys;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a pod has more than it had, value by value, wherever it stands in its list: so that an injection into a pod as it
 * was written can be compared with one into the same pod with the API server's defaults.
 */
final class Additions {
    private static final String STATUS_PATH = ".metadata.annotations." + Keys.STATUS;

    private Additions() {}

    static Map<String, String> between(ObjectNode before, ObjectNode after) {
        Map<String, String> old = flat(before);
        Map<String, String> added = flat(after);
        added.entrySet().removeIf(entry -> entry.getValue().equals(old.get(entry.getKey())));
        // Whether a list was absent, null or empty before is the one thing in which the two forms of a pod differ.
        added.computeIfPresent(STATUS_PATH, (path, status) -> withoutParents(status));
        return added;
    }

    private static String withoutParents(String status) {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(status);
        json.remove("parents");
        return json.toString();
    }

    private static Map<String, String> flat(JsonNode tree) {
        Map<String, String> leaves = new TreeMap<>();
        flatten(tree, "", leaves);
        return leaves;
    }

    private static void flatten(JsonNode node, String path, Map<String, String> leaves) {
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(e -> flatten(e.getValue(), path + "." + e.getKey(), leaves));
            case ArrayNode array -> {
                Map<String, Integer> seen = new HashMap<>();
                for (JsonNode item : array) {
                    String key = key(item);
                    int nth = seen.merge(key, 1, Integer::sum);
                    flatten(item, path + "[" + key + (nth == 1 ? "" : " " + nth) + "]", leaves);
                }
            }
            default -> leaves.put(path, node.asString());
        }
    }

    /** What tells an item from its siblings; a mount is known by its path, since it shares its name with others. */
    private static String key(JsonNode item) {
        for (String field : new String[] {"mountPath", "ip", "name"}) {
            if (item.path(field).isString()) {
                return item.path(field).stringValue();
            }
        }
        return item.isValueNode() ? item.asString() : "";
    }
}
