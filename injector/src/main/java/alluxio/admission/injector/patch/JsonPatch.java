package alluxio.admission.injector.patch;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An RFC 6902 patch out of {@code add}, {@code replace} and {@code remove}. No {@code test}: one that fails would reject
 * the pod even under failurePolicy Ignore. No {@code move} or {@code copy}: nobody can review them.
 */
public record JsonPatch(List<Operation> operations) {
    public static final JsonPatch EMPTY = new JsonPatch(List.of());

    public JsonPatch {
        operations = List.copyOf(operations);
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** The patch as the API server reads it. */
    public ArrayNode toJson() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(operations.size());
        operations.forEach(operation -> array.add(operation.toJson()));
        return array;
    }

    /** One step. The path is an RFC 6901 pointer, already escaped. */
    public sealed interface Operation {
        String path();

        ObjectNode toJson();
    }

    public record Add(String path, JsonNode value) implements Operation {
        @Override
        public ObjectNode toJson() {
            return step("add", path).set("value", value);
        }
    }

    public record Replace(String path, JsonNode value) implements Operation {
        @Override
        public ObjectNode toJson() {
            return step("replace", path).set("value", value);
        }
    }

    public record Remove(String path) implements Operation {
        @Override
        public ObjectNode toJson() {
            return step("remove", path);
        }
    }

    private static ObjectNode step(String op, String path) {
        return JsonNodeFactory.instance.objectNode().put("op", op).put("path", path);
    }
}
