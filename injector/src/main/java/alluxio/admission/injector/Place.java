package alluxio.admission.injector;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object in the pod's tree, with its two addresses.
 *
 * @param pointer for the patch (RFC 6901), such as {@code /spec/containers/0}
 * @param field for people, such as {@code spec.containers[name=app]}
 */
record Place(ObjectNode node, String pointer, String field) {

    /** The value of a member, or null where it is missing or JSON null. */
    @Nullable
    JsonNode get(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** A text member, or "" where it is missing, null or no text. */
    String text(String name) {
        JsonNode value = node.get(name);
        return value != null && value.isString() ? value.stringValue() : "";
    }

    /** A list member; empty where it is missing or null. The result is for reading only. */
    ArrayNode list(String name) {
        return get(name) instanceof ArrayNode array ? array : node.arrayNode();
    }

    /** The object at a position of a list member. */
    Place item(String list, int index, ObjectNode item) {
        String name = item.path("name").stringValue("");
        String key = name.isEmpty() ? "[" + index + "]" : "[name=" + name + "]";
        return new Place(item, pointerTo(list) + "/" + index, fieldOf(list) + key);
    }

    String pointerTo(String name) {
        return pointer + "/" + escape(name);
    }

    String fieldOf(String name) {
        String simple = name.indexOf('.') < 0 && name.indexOf('/') < 0 ? name : "[" + name + "]";
        return field.isEmpty() || simple.startsWith("[") ? field + simple : field + "." + simple;
    }

    /** RFC 6901: the tilde first, or the slash's own tilde would be escaped again. */
    static String escape(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }
}
