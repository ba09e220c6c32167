package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.BoundedUniqueList;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
import alluxio.admission.model.view.ListKeys;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The expected type of a part of a pod; for {@link PodStructure}. */
sealed interface StructureSchema {
    String RULE = "inject-malformed";

    /** Whether a value has the type itself; its parts are not looked at. */
    boolean matches(JsonNode value);

    /** The type, for messages: {@code a list}. */
    String describe();

    /** Checks the parts of a value that has the type. */
    default void checkParts(JsonNode value, FieldTrail at, BoundedUniqueList<Refusal> refusals, Budget budget) {}

    record TextValue() implements StructureSchema {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString();
        }

        @Override
        public String describe() {
            return "a string (put it in quotes)";
        }
    }

    record WholeNumber() implements StructureSchema {
        @Override
        public boolean matches(JsonNode value) {
            return value.isIntegralNumber();
        }

        @Override
        public String describe() {
            return "a whole number";
        }
    }

    record TextMap() implements StructureSchema {
        private static final StructureSchema TEXT = new TextValue();

        @Override
        public boolean matches(JsonNode value) {
            return value.isObject();
        }

        @Override
        public String describe() {
            return "an object of strings";
        }

        @Override
        public void checkParts(JsonNode value, FieldTrail at, BoundedUniqueList<Refusal> refusals, Budget budget) {
            budget.spend(value.size());
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                TEXT.check(member.getValue(), at.member(Excerpt.of(member.getKey())), refusals, budget);
            }
        }
    }

    record ListOf(StructureSchema item) implements StructureSchema {
        @Override
        public boolean matches(JsonNode value) {
            return value.isArray();
        }

        @Override
        public String describe() {
            return "a list";
        }

        @Override
        public void checkParts(JsonNode value, FieldTrail at, BoundedUniqueList<Refusal> refusals, Budget budget) {
            budget.spend(value.size());
            ListKeys keys = new ListKeys(at.name(), value, budget);
            for (int i = 0; i < value.size(); i++) {
                item.check(value.get(i), at.item(keys, i), refusals, budget);
            }
        }
    }

    /** @param members sorted, so that problems are reported in a stable order */
    record ObjectOf(List<Member> members) implements StructureSchema {
        record Member(String name, StructureSchema schema) {}

        ObjectOf(Map<String, StructureSchema> members) {
            this(members.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(member -> new Member(member.getKey(), member.getValue()))
                    .toList());
        }

        @Override
        public boolean matches(JsonNode value) {
            return value.isObject();
        }

        @Override
        public String describe() {
            return "an object";
        }

        @Override
        public void checkParts(JsonNode value, FieldTrail at, BoundedUniqueList<Refusal> refusals, Budget budget) {
            budget.spend(members.size());
            for (Member member : members) {
                JsonNode part = value.get(member.name());
                if (part != null) {
                    member.schema().check(part, at.member(member.name()), refusals, budget);
                }
            }
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
     * Checks a value and its parts. Spends a step for each part that it may have.
     *
     * @param at the field path of the value
     */
    default void check(JsonNode value, FieldTrail at, BoundedUniqueList<Refusal> refusals, Budget budget) {
        if (value.isNull()) {
            return;
        }
        if (matches(value)) {
            checkParts(value, at, refusals, budget);
            return;
        }
        String path = at.toString();
        refusals.add(new Refusal(RULE, path, path + " is " + nameOf(value) + ", but Kubernetes needs " + describe()));
    }

    private static String nameOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a string";
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
