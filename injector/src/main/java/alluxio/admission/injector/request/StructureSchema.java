package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.BoundedUniqueList;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Excerpt;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What type a part of a pod has to have; for {@link PodStructure}. */
sealed interface StructureSchema {
    String RULE = "inject-malformed";

    record Text() implements StructureSchema {}

    record Texts() implements StructureSchema {}

    record Whole() implements StructureSchema {}

    record ListOf(StructureSchema item) implements StructureSchema {}

    /** @param members sorted, so that what is wrong is always told in the same order */
    record Members(SortedMap<String, StructureSchema> members) implements StructureSchema {
        Members(Map<String, StructureSchema> members) {
            this(Collections.unmodifiableSortedMap(new TreeMap<>(members)));
        }
    }

    /** Where a value stands; written out only for a message. */
    record Trail(@Nullable Trail owner, String part) {
        static final Trail ROOT = new Trail(null, "");

        Trail member(String name) {
            return new Trail(this, owner == null ? name : "." + name);
        }

        Trail key(String key) {
            return new Trail(this, "[" + Excerpt.of(key) + "]");
        }

        @Override
        public String toString() {
            return (owner == null ? "" : owner.toString()) + part;
        }
    }

    /**
     * Spends a step for each value that is looked at.
     *
     * @param at where the value stands
     */
    default void check(@Nullable JsonNode value, Trail at, BoundedUniqueList<Refusal> refusals, Budget budget) {
        budget.spend(1);
        if (value == null || value.isNull()) {
            return;
        }
        boolean right = switch (this) {
            case Text() -> value.isString();
            case Whole() -> value.isIntegralNumber();
            case ListOf(StructureSchema item) -> value.isArray();
            case Texts() -> value.isObject();
            case Members(SortedMap<String, StructureSchema> members) -> value.isObject();
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
                value.properties().forEach(e -> new Text().check(e.getValue(), at.key(e.getKey()), refusals, budget));
            case ListOf(StructureSchema item) -> {
                for (int i = 0; i < value.size(); i++) {
                    String name = value.get(i).path("name").stringValue("");
                    Trail place = at.key(name.isEmpty() ? Integer.toString(i) : "name=" + name);
                    item.check(value.get(i), place, refusals, budget);
                }
            }
            case Members(SortedMap<String, StructureSchema> members) ->
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
            case ListOf(StructureSchema item) -> "a list";
            case Members(SortedMap<String, StructureSchema> members) -> "an object";
        };
    }
}
