package alluxio.admission.model.kube;

import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Iterables;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes a pod's nodeSelectorTerms, and compares them with a requirement for nodes. */
public final class NodeSelectorTerms {
    public static final String AFFINITY = "affinity";
    public static final String NODE_AFFINITY = "nodeAffinity";
    public static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    public static final String TERMS = "nodeSelectorTerms";
    public static final String EXPRESSIONS = "matchExpressions";
    public static final String FIELDS = "matchFields";

    private static final Set<String> NEED_THE_LABEL =
            Set.of(LabelRequirement.IN, LabelRequirement.EXISTS, LabelRequirement.GREATER, LabelRequirement.LESS);

    private NodeSelectorTerms() {}

    /** The required node terms of a pod spec; a missing node when there are none. */
    public static JsonNode terms(JsonNode spec) {
        return spec.path(AFFINITY).path(NODE_AFFINITY).path(REQUIRED).path(TERMS);
    }

    public static ObjectNode toJson(LabelRequirement requirement) {
        ObjectNode expression = JsonNodeFactory.instance
                .objectNode()
                .put("key", requirement.key())
                .put("operator", requirement.operator());
        if (!requirement.values().isEmpty()) {
            requirement.values().forEach(expression.putArray("values")::add);
        }
        return expression;
    }

    /** An empty term matches no node. */
    public static boolean isEmpty(ObjectNode term) {
        return term.path(EXPRESSIONS).isEmpty() && term.path(FIELDS).isEmpty();
    }

    /** Whether an expression says the same as a requirement, in whatever order its values are. */
    public static boolean isSame(JsonNode expression, LabelRequirement requirement) {
        if (!isAbout(expression, requirement)) {
            return false;
        }
        LabelRequirement theirs = read(expression);
        return theirs.operator().equals(requirement.operator())
                && new HashSet<>(theirs.values()).equals(new HashSet<>(requirement.values()));
    }

    /** Whether a node that fits the expression fits the requirement too. */
    public static boolean implies(JsonNode expression, LabelRequirement requirement) {
        if (!isAbout(expression, requirement)) {
            return false;
        }
        LabelRequirement theirs = read(expression);
        boolean in = theirs.operator().equals(LabelRequirement.IN)
                && !theirs.values().isEmpty();
        return isSame(expression, requirement)
                || switch (requirement.operator()) {
                    case LabelRequirement.IN ->
                        in && Set.copyOf(requirement.values()).containsAll(theirs.values());
                    case LabelRequirement.EXISTS -> in;
                    default -> false;
                };
    }

    /** The part of a pod that no node can fulfil together with the requirement; a nodeSelector is ANDed with every term. */
    public static Optional<String> contradiction(JsonNode nodeSelector, JsonNode terms, LabelRequirement requirement) {
        JsonNode label = nodeSelector.path(requirement.key());
        LabelRequirement selected = LabelRequirement.label(requirement.key(), label.stringValue(""));
        if (label.isString() && excludes(selected, requirement)) {
            return Optional.of(
                    "nodeSelector asks for \"" + requirement.key() + ": " + Excerpt.of(label.stringValue()) + "\"");
        }
        List<Optional<LabelRequirement>> each = terms.valueStream()
                .filter(term -> term instanceof ObjectNode object && !isEmpty(object))
                .map(term -> term.path(EXPRESSIONS)
                        .valueStream()
                        .filter(expression -> isAbout(expression, requirement))
                        .map(NodeSelectorTerms::read)
                        .filter(theirs -> excludes(theirs, requirement))
                        .findFirst())
                .toList();
        return !each.isEmpty() && Iterables.all(each, Optional::isPresent)
                ? Optional.of("node affinity asks for \""
                        + Excerpt.of(each.getFirst().orElseThrow().toString()) + "\"")
                : Optional.empty();
    }

    private static boolean excludes(LabelRequirement theirs, LabelRequirement requirement) {
        if (!theirs.key().equals(requirement.key())) {
            return false;
        }
        return switch (requirement.operator()) {
            case LabelRequirement.IN ->
                switch (theirs.operator()) {
                    case LabelRequirement.IN -> Collections.disjoint(Set.copyOf(requirement.values()), theirs.values());
                    case LabelRequirement.NOT_IN -> new HashSet<>(theirs.values()).containsAll(requirement.values());
                    case LabelRequirement.DOES_NOT_EXIST -> true;
                    default -> false;
                };
            case LabelRequirement.NOT_IN ->
                theirs.operator().equals(LabelRequirement.IN)
                        && Set.copyOf(requirement.values()).containsAll(theirs.values());
            case LabelRequirement.EXISTS -> theirs.operator().equals(LabelRequirement.DOES_NOT_EXIST);
            case LabelRequirement.DOES_NOT_EXIST -> NEED_THE_LABEL.contains(theirs.operator());
            default -> false;
        };
    }

    private static boolean isAbout(JsonNode expression, LabelRequirement requirement) {
        return expression.path("key").stringValue("").equals(requirement.key());
    }

    private static LabelRequirement read(JsonNode expression) {
        Stream<JsonNode> values = expression.path("values").valueStream();
        return new LabelRequirement(
                expression.path("key").stringValue(""),
                expression.path("operator").stringValue(""),
                values.map(value -> value.stringValue("")).toList());
    }
}
