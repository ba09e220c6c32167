package alluxio.admission.model.kube;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Reads members of raw objects. Total: what is absent, null or of another type reads as "" or as nothing, which is how
 * Kubernetes decodes an absent or null value.
 */
public final class JsonNodes {
    private JsonNodes() {}

    /** The text of a member; "" when it is no string. */
    public static String text(JsonNode object, String member) {
        return object.path(member).stringValue("");
    }

    /** The strings among the items of a list; none when it is no list. */
    public static List<String> strings(JsonNode list) {
        if (!list.isArray()) {
            return List.of();
        }
        List<String> strings = new ArrayList<>(list.size());
        for (JsonNode item : list) {
            if (item.isString()) {
                strings.add(item.stringValue());
            }
        }
        return strings;
    }

    /** The members of an object such as {@code labels}, in its order; a value that is no string reads as "". */
    public static Map<String, String> stringMap(JsonNode object) {
        if (object.isEmpty()) {
            return Map.of();
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            map.put(entry.getKey(), entry.getValue().stringValue(""));
        }
        return Collections.unmodifiableMap(map);
    }
}
