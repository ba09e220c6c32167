package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.BoundedUniqueList;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
import alluxio.admission.model.view.ListKeys;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The expected type of a part of a pod; for {@link PodStructure}. */
sealed interface StructureSchema {
    String RULE = "inject-malformed";

    record TextValue() implements StructureSchema {}

    record TextMap() implements StructureSchema {}

    record WholeNumber() implements StructureSchema {}

    record ListOf(StructureSchema item) implements StructureSchema {}

    /** @param members sorted, so that problems are reported in a stable order */
    record ObjectOf(SortedMap<String, StructureSchema> members) implements StructureSchema {
        ObjectOf(Map<String, StructureSchema> members) {
            this(Collections.unmodifiableSortedMap(new TreeMap<>(members)));
        }
    }

    /**
     * The field path of a value; converted to text only for a message.
     *
     * @param name of the member; "" for an item of a list
     * @param keys of the list that has the item; null for a member
     * @param index of the item
     */
    record FieldTrail(
            @Nullable FieldTrail owner,
            String name,
            @Nullable ListKeys keys,
            int index) {
        static final FieldTrail ROOT = new FieldTrail(null, "", null, 0);

        FieldTrail member(String member) {
            return new FieldTrail(this, member, null, 0);
        }

        FieldTrail item(ListKeys of, int position) {
            return new FieldTrail(this, "", of, position);
        }

        private Segment segment() {
            return keys == null ? new Segment.Member(name) : keys.segment(index);
        }

        @Override
        public String toString() {
            Deque<Segment> segments = new ArrayDeque<>();
            for (FieldTrail at = this; at.owner != null; at = at.owner) {
                segments.addFirst(at.segment());
            }
            return new FieldPath(List.copyOf(segments)).toString();
        }
    }

    /**
     * Checks a value and its parts. Spends a step for each value.
     *
     * @param at the field path of the value
     */
    default void check(@Nullable JsonNode value, FieldTrail at, BoundedUniqueList<Refusal> refusals, Budget budget) {
        budget.spend(1);
        if (value == null || value.isNull()) {
            return;
        }
        boolean matches = switch (this) {
            case TextValue() -> value.isString();
            case WholeNumber() -> value.isIntegralNumber();
            case ListOf(StructureSchema item) -> value.isArray();
            case TextMap() -> value.isObject();
            case ObjectOf(SortedMap<String, StructureSchema> members) -> value.isObject();
        };
        if (!matches) {
            String path = at.toString();
            refusals.add(
                    new Refusal(RULE, path, path + " is " + nameOf(value) + ", but Kubernetes needs " + describe()));
            return;
        }
        switch (this) {
            case TextValue(), WholeNumber() -> {}
            case TextMap() ->
                value.properties()
                        .forEach(e -> new TextValue()
                                .check(e.getValue(), at.member(Excerpt.of(e.getKey())), refusals, budget));
            case ListOf(StructureSchema item) -> {
                ListKeys keys = new ListKeys(at.name(), value, budget);
                for (int i = 0; i < value.size(); i++) {
                    item.check(value.get(i), at.item(keys, i), refusals, budget);
                }
            }
            case ObjectOf(SortedMap<String, StructureSchema> members) ->
                members.forEach((name, shape) -> shape.check(value.get(name), at.member(name), refusals, budget));
        }
    }

    private static String nameOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a string";
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private String describe() {
        return switch (this) {
            case TextValue() -> "a string (put it in quotes)";
            case WholeNumber() -> "a whole number";
            case TextMap() -> "an object of strings";
            case ListOf(StructureSchema item) -> "a list";
            case ObjectOf(SortedMap<String, StructureSchema> members) -> "an object";
        };
    }
}
