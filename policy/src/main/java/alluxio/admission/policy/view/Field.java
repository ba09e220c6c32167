package alluxio.admission.policy.view;

import alluxio.admission.model.Budget;
import alluxio.admission.policy.view.FieldPath.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A place in an object with what stands there, if anything does. Reading is total: below what is absent, null or of
 * another type, everything is absent. The tree is never changed.
 */
public final class Field {
    private final JsonNode node;
    private final FieldPath path;
    private final Budget budget;

    private Field(JsonNode node, FieldPath path, Budget budget) {
        this.node = node;
        this.path = path;
        this.budget = budget;
    }

    /** @param budget spent by reading: a step for each member or item that is looked at */
    public static Field root(JsonNode node, Budget budget) {
        return new Field(node, FieldPath.ROOT, budget);
    }

    /** Of the decision that reads it. */
    public Budget budget() {
        return budget;
    }

    /** The member of that name, and of that name below it, and so on. */
    public Field at(String... names) {
        budget.spend(names.length);
        Field field = this;
        for (String name : names) {
            JsonNode member = field.node.isObject() ? field.node.get(name) : null;
            field = new Field(
                    member == null ? MissingNode.getInstance() : member,
                    field.path.then(new Segment.Member(name)),
                    budget);
        }
        return field;
    }

    /** The items of a list; none when it is no list. */
    public List<Field> items() {
        if (!node.isArray()) {
            return List.of();
        }
        String list = path.segments().isEmpty() || !(path.segments().getLast() instanceof Segment.Member(String name))
                ? ""
                : name;
        budget.spend(node.size());
        List<Field> items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(new Field(node.get(i), path.then(ListKeys.segment(list, node, i)), budget));
        }
        return items;
    }

    /** The members of an object; none when it is no object. */
    public List<Field> members() {
        return node.propertyNames().stream().map(this::at).toList();
    }

    /** Whether something is there; null is nothing. */
    public boolean exists() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** The text of a string that is not empty: to Kubernetes, an empty one is an absent one. */
    public Optional<String> text() {
        return node.isString() && !node.stringValue().isEmpty() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    /** The text, or "". */
    public String string() {
        return text().orElse("");
    }

    /** The strings of a list. */
    public List<String> strings() {
        return items().stream().map(Field::string).toList();
    }

    public boolean is(String text) {
        return string().equals(text);
    }

    public boolean isTrue() {
        return node.isBoolean() && node.booleanValue();
    }

    public boolean isFalse() {
        return node.isBoolean() && !node.booleanValue();
    }

    public OptionalInt integer() {
        return node.isInt() ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
    }

    /** A member's own name, a keyed item's key value; for the root "". */
    public String name() {
        return path.segments().isEmpty()
                ? ""
                : switch (path.segments().getLast()) {
                    case Segment.Member(String name) -> name;
                    case Segment.Keyed(String _, String value) -> value;
                    case Segment.Indexed(int index) -> Integer.toString(index);
                };
    }

    public FieldPath path() {
        return path;
    }

    /** The tree, not to be changed. */
    public JsonNode node() {
        return node;
    }

    /** For "found": the value of a scalar, {@code nothing}, or what kind of thing it is. */
    public String shown() {
        if (!exists()) {
            return "nothing";
        }
        return node.isValueNode() ? node.asString() : node.isArray() ? "a list of " + node.size() : "an object";
    }

    @Override
    public String toString() {
        return path + "=" + shown();
    }
}
