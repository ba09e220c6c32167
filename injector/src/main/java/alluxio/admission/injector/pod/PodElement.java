package alluxio.admission.injector.pod;

import alluxio.admission.model.Budget;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.kube.FieldPath;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object in the tree of a pod, with its JSON Pointer and its field path. Reading it spends steps of the budget.
 *
 * @param pointer JSON Pointer (RFC 6901) for the patch, such as {@code /spec/containers/0}
 * @param field path for messages, such as {@code spec.containers[name=app]}
 * @param budget spent by what is read
 */
public record PodElement(ObjectNode node, String pointer, String field, Budget budget) {

    /** The value of a member, or null if it is missing or JSON null. */
    public @Nullable JsonNode get(String name) {
        budget.spend(1);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** The value of a string member, or "" if it is missing, null or not a string. */
    public String text(String name) {
        JsonNode value = node.get(name);
        String text = value != null && value.isString() ? value.stringValue() : "";
        budget.spendText(text.length());
        return text;
    }

    /**
     * A list member, for reading only; empty if it is missing, null or not a list. Spends a step for each item, as callers
     * mostly read all of them. To look up many items, use a {@code ListIndex}.
     */
    public ArrayNode list(String name) {
        ArrayNode list = get(name) instanceof ArrayNode array ? array : node.arrayNode();
        budget.spend(list.size());
        return list;
    }

    /** The object at a position of a list member. */
    public PodElement item(String list, int index, ObjectNode item) {
        String name = item.path("name").stringValue("");
        String key = name.isEmpty() ? FieldPath.indexed("", index) : FieldPath.keyed("", "name", Excerpt.of(name));
        return item(list, index, item, key);
    }

    /**
     * The object at a position of a list member.
     *
     * @param key of the item in the field path, with brackets, for lists whose items have no name
     */
    public PodElement item(String list, int index, ObjectNode item, String key) {
        return new PodElement(item, pointerTo(list) + "/" + index, fieldOf(list) + key, budget);
    }

    /** A member object. */
    public PodElement child(String name, ObjectNode child) {
        return new PodElement(child, pointerTo(name), fieldOf(name), budget);
    }

    /** The JSON Pointer of a member. */
    public String pointerTo(String name) {
        return pointer + "/" + escape(name);
    }

    /** The field path of a member. */
    public String fieldOf(String name) {
        return FieldPath.member(field, name);
    }

    /** The path of the item of a list whose {@code key} has this value. */
    public String fieldOf(String list, String key, String value) {
        return FieldPath.keyed(fieldOf(list), key, value);
    }

    /** As RFC 6901 says. */
    static String escape(String segment) {
        if (segment.indexOf('~') < 0 && segment.indexOf('/') < 0) {
            return segment;
        }
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            switch (c) {
                case '~' -> escaped.append("~0");
                case '/' -> escaped.append("~1");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
