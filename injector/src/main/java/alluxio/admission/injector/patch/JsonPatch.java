package alluxio.admission.injector.patch;

import alluxio.admission.model.kube.JsonOutput;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Patch (RFC 6902) of {@code add}, {@code replace} and {@code remove}. No {@code test}, since a failed one rejects the pod
 * even with failurePolicy Ignore. No {@code move} and {@code copy}, which are hard to review.
 */
public record JsonPatch(List<PatchOperation> operations) {
    public static final JsonPatch EMPTY = new JsonPatch(List.of());

    public JsonPatch {
        operations = List.copyOf(operations);
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /**
     * A pod with the changes; the one that is given stays as it is.
     *
     * @throws IllegalArgumentException if it is not a pod that the patch was made for
     */
    public ObjectNode appliedTo(ObjectNode pod) {
        PatchedTree patched = new PatchedTree(pod);
        operations.forEach(patched::apply);
        return patched.tree();
    }

    /** The patch in the format of the API server. */
    public ArrayNode toJson() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(operations.size());
        operations.forEach(operation -> array.add(operation.toJson()));
        return array;
    }

    /** Writes it in the same format, without making one tree of all. */
    public void writeTo(JsonOutput json) {
        json.beginArray();
        for (PatchOperation operation : operations) {
            json.node(operation.toJson());
        }
        json.endArray();
    }

    /** One operation. The path is a JSON Pointer (RFC 6901), already escaped. */
    public sealed interface PatchOperation {
        String path();

        ObjectNode toJson();
    }

    public record Add(String path, JsonNode value) implements PatchOperation {
        @Override
        public ObjectNode toJson() {
            return step("add", path).set("value", value);
        }
    }

    public record Replace(String path, JsonNode value) implements PatchOperation {
        @Override
        public ObjectNode toJson() {
            return step("replace", path).set("value", value);
        }
    }

    public record Remove(String path) implements PatchOperation {
        @Override
        public ObjectNode toJson() {
            return step("remove", path);
        }
    }

    private static ObjectNode step(String op, String path) {
        return JsonNodeFactory.instance.objectNode().put("op", op).put("path", path);
    }
}
