package alluxio.admission.model.kube;

import alluxio.admission.model.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
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
            ArrayNode values = expression.putArray("values");
            for (String value : requirement.values()) {
                values.add(value);
            }
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
    public static Optional<String> contradiction(JsonNode spec, LabelRequirement requirement) {
        JsonNode label = spec.path("nodeSelector").path(requirement.key());
        if (label.isString() && excludes(LabelRequirement.label(requirement.key(), label.stringValue()), requirement)) {
            return Optional.of(
                    "nodeSelector asks for \"" + requirement.key() + ": " + Excerpt.of(label.stringValue()) + "\"");
        }
        LabelRequirement first = null;
        for (JsonNode term : terms(spec)) {
            if (term instanceof ObjectNode object && !isEmpty(object)) {
                LabelRequirement theirs = excluding(object, requirement);
                if (theirs == null) {
                    return Optional.empty();
                }
                first = first == null ? theirs : first;
            }
        }
        return first == null
                ? Optional.empty()
                : Optional.of("node affinity asks for \"" + Excerpt.of(first.toString()) + "\"");
    }

    /** The first expression of a term that no node fulfils together with the requirement; null if there is none. */
    private static @Nullable LabelRequirement excluding(ObjectNode term, LabelRequirement requirement) {
        for (JsonNode expression : term.path(EXPRESSIONS)) {
            if (isAbout(expression, requirement)) {
                LabelRequirement theirs = read(expression);
                if (excludes(theirs, requirement)) {
                    return theirs;
                }
            }
        }
        return null;
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
        List<String> values = new ArrayList<>();
        for (JsonNode value : expression.path("values")) {
            values.add(value.stringValue(""));
        }
        return new LabelRequirement(
                expression.path("key").stringValue(""),
                expression.path("operator").stringValue(""),
                values);
    }
}
