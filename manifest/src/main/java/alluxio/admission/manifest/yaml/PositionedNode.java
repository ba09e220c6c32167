package alluxio.admission.manifest.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document with aliases and merges resolved, where each node knows its place in the text (from 1). What came through an
 * alias has the place of the anchor. Immutable.
 */
public sealed interface PositionedNode {
    int line();

    int column();

    /** The content alone, freshly made, so that the caller may change it. */
    JsonNode toJson();

    /** @param entries by key, in the order of the text */
    record Mapping(Map<String, Entry> entries, int line, int column) implements PositionedNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public JsonNode toJson() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            entries.forEach((key, entry) -> object.set(key, entry.value().toJson()));
            return object;
        }
    }

    /** A value with the place of its key. */
    record Entry(PositionedNode value, int line, int column) {}

    record Sequence(List<PositionedNode> items, int line, int column) implements PositionedNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public JsonNode toJson() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
            items.forEach(item -> array.add(item.toJson()));
            return array;
        }
    }

    /**
     * @param toJson a string, number, boolean or null node, which is immutable
     * @param text as it stands there, without quotes: {@code off} where {@code toJson} is false
     */
    record Scalar(JsonNode toJson, String text, int line, int column) implements PositionedNode {}
}
