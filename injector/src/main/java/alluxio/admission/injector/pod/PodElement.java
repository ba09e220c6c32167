package alluxio.admission.injector.pod;

import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.kube.FieldPath;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object in the pod's tree, with its two addresses. What is read of it costs steps.
 *
 * @param pointer for the patch (RFC 6901), such as {@code /spec/containers/0}
 * @param field for people, such as {@code spec.containers[name=app]}
 * @param budget of the decision
 */
public record PodElement(ObjectNode node, String pointer, String field, Budget budget) {

    /** The value of a member, or null where it is missing or JSON null. */
    public @Nullable JsonNode get(String name) {
        budget.spend(1);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** A text member, or "" where it is missing, null or no text. Costs the steps of reading it. */
    public String text(String name) {
        JsonNode value = node.get(name);
        String text = value != null && value.isString() ? value.stringValue() : "";
        budget.spendText(text.length());
        return text;
    }

    /**
     * A list member; empty where it is missing or null. The result is for reading only. Costs the steps of reading all of
     * it, as the caller mostly does: who needs one item of many, many times, makes a {@link ListIndex}.
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

    /** The same for a list whose items are known to people by something else than a name. */
    public PodElement item(String list, int index, ObjectNode item, String key) {
        return new PodElement(item, pointerTo(list) + "/" + index, fieldOf(list) + key, budget);
    }

    /** A member object. */
    public PodElement child(String name, ObjectNode child) {
        return new PodElement(child, pointerTo(name), fieldOf(name), budget);
    }

    public String pointerTo(String name) {
        return pointer + "/" + escape(name);
    }

    public String fieldOf(String name) {
        return FieldPath.member(field, name);
    }

    /** The path of the item of a list whose {@code key} has this value. */
    public String fieldOf(String list, String key, String value) {
        return FieldPath.keyed(fieldOf(list), key, value);
    }

    /** RFC 6901: the tilde first, or the slash's own tilde would be escaped again. */
    static String escape(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }
}
