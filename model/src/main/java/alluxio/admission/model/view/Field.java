package alluxio.admission.model.view;

import alluxio.admission.model.Budget;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
import alluxio.admission.model.kube.OmittedValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A field of an object: its path, and its value, if it has one. Reading is total: below a field that is absent, null or of
 * another type, all fields are absent. The tree is never changed. Fields are kept once they are read, so that reading one
 * again costs a step and no memory. For one decision and one thread.
 */
public final class Field {
    private final JsonNode node;
    private final @Nullable Field parent;
    /** In the parent; "" for an item of a list. */
    private final String member;
    /** In the parent; -1 for a member of an object. */
    private final int index;

    private final Budget budget;

    private @Nullable Map<String, Field> members;
    private @Nullable List<Field> items;
    private @Nullable ListKeys keys;

    private Field(JsonNode node, @Nullable Field parent, String member, int index, Budget budget) {
        this.node = node;
        this.parent = parent;
        this.member = member;
        this.index = index;
        this.budget = budget;
    }

    /** @param budget spent by reading: a step for each member or item that is looked at */
    public static Field root(JsonNode node, Budget budget) {
        return new Field(node, null, "", -1, budget);
    }

    /** The budget of the decision that reads it. */
    public Budget budget() {
        return budget;
    }

    /** The member of that name, and of that name below it, and so on. */
    public Field at(String... names) {
        budget.spend(names.length);
        Field field = this;
        for (String name : names) {
            field = field.member(name);
        }
        return field;
    }

    private Field member(String name) {
        JsonNode found = node.isObject() ? node.get(name) : null;
        if (found == null || !found.isContainer()) {
            return new Field(found == null ? MissingNode.getInstance() : found, this, name, -1, budget);
        }
        if (members == null) {
            members = new HashMap<>();
        }
        return members.computeIfAbsent(name, n -> new Field(found, this, n, -1, budget));
    }

    /** The items of a list; none when it is no list. */
    public List<Field> items() {
        budget.spend(1);
        if (items == null) {
            items = readItems();
        }
        return items;
    }

    private List<Field> readItems() {
        if (!node.isArray()) {
            return List.of();
        }
        budget.spend(node.size());
        List<Field> all = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            all.add(new Field(node.get(i), this, "", i, budget));
        }
        return Collections.unmodifiableList(all);
    }

    /** The members of an object; none when it is no object. */
    public List<Field> members() {
        return Iterables.map(node.propertyNames(), this::at);
    }

    /** Whether it has a value other than null. */
    public boolean exists() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** Whether it has a text that is too long to be seen. */
    public boolean isOmitted() {
        return OmittedValue.isAt(node);
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
        return Iterables.map(items(), Field::string);
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
        return parent == null
                ? ""
                : switch (segment(parent)) {
                    case Segment.Member(String name) -> name;
                    case Segment.Keyed(String _, String value) -> value;
                    case Segment.Indexed(int position) -> Integer.toString(position);
                };
    }

    /** Its path; computed at each call, as most fields are never reported. */
    public FieldPath path() {
        Deque<Segment> segments = new ArrayDeque<>();
        Field field = this;
        while (field.parent != null) {
            segments.addFirst(field.segment(field.parent));
            field = field.parent;
        }
        return new FieldPath(List.copyOf(segments));
    }

    private Segment segment(Field of) {
        return index < 0 ? new Segment.Member(member) : of.keys().segment(index);
    }

    private ListKeys keys() {
        if (keys == null) {
            keys = new ListKeys(member, node, budget);
        }
        return keys;
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
        return path() + "=" + shown();
    }
}
