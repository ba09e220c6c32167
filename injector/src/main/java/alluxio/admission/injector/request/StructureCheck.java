package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.CappedList;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
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

/** What type a part of a pod has to have; for {@link PodStructure}. */
sealed interface StructureCheck {
    String RULE = "inject-malformed";

    record Text() implements StructureCheck {}

    record Texts() implements StructureCheck {}

    record Whole() implements StructureCheck {}

    record ListOf(StructureCheck item) implements StructureCheck {}

    /** @param members sorted, so that what is wrong is always told in the same order */
    record Members(SortedMap<String, StructureCheck> members) implements StructureCheck {
        Members(Map<String, StructureCheck> members) {
            this(Collections.unmodifiableSortedMap(new TreeMap<>(members)));
        }
    }

    /** Where a value stands; written out only for a message. */
    record Trail(@Nullable Trail owner, @Nullable Segment segment) {
        static final Trail ROOT = new Trail(null, null);

        Trail member(String name) {
            return new Trail(this, new Segment.Member(name));
        }

        Trail item(int index, String name) {
            return new Trail(
                    this, name.isEmpty() ? new Segment.Indexed(index) : new Segment.Keyed("name", Excerpt.of(name)));
        }

        @Override
        public String toString() {
            Deque<Segment> segments = new ArrayDeque<>();
            for (Trail at = this; at != null; at = at.owner) {
                if (at.segment != null) {
                    segments.addFirst(at.segment);
                }
            }
            return new FieldPath(List.copyOf(segments)).toString();
        }
    }

    /**
     * Spends a step for each value that is looked at.
     *
     * @param at where the value stands
     */
    default void check(@Nullable JsonNode value, Trail at, CappedList<Refusal> refusals, Budget budget) {
        budget.spend(1);
        if (value == null || value.isNull()) {
            return;
        }
        boolean right = switch (this) {
            case Text() -> value.isString();
            case Whole() -> value.isIntegralNumber();
            case ListOf(StructureCheck item) -> value.isArray();
            case Texts() -> value.isObject();
            case Members(SortedMap<String, StructureCheck> members) -> value.isObject();
        };
        if (!right) {
            String path = at.toString();
            refusals.add(
                    new Refusal(RULE, path, path + " is " + nameOf(value) + " where Kubernetes needs " + describe()));
            return;
        }
        switch (this) {
            case Text(), Whole() -> {}
            case Texts() ->
                value.properties()
                        .forEach(e ->
                                new Text().check(e.getValue(), at.member(Excerpt.of(e.getKey())), refusals, budget));
            case ListOf(StructureCheck item) -> {
                for (int i = 0; i < value.size(); i++) {
                    String name = value.get(i).path("name").stringValue("");
                    item.check(value.get(i), at.item(i, name), refusals, budget);
                }
            }
            case Members(SortedMap<String, StructureCheck> members) ->
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
            case Text() -> "a string (put it in quotes)";
            case Whole() -> "a whole number";
            case Texts() -> "an object of strings";
            case ListOf(StructureCheck item) -> "a list";
            case Members(SortedMap<String, StructureCheck> members) -> "an object";
        };
    }
}
