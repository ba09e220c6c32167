package alluxio.admission.injector;

import alluxio.admission.injector.Status.Kind;
import alluxio.admission.model.kube.LabelRequirement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes requirements into a pod's node affinity. A pod's own nodeSelectorTerms are alternatives, so each gets them all;
 * another term beside them would let the pod go anywhere. A term that is empty matches no node, and must not begin to: it stays
 * empty.
 */
final class NodeAffinity {
    static final String AFFINITY = "affinity";
    static final String NODE_AFFINITY = "nodeAffinity";
    static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    static final String TERMS = "nodeSelectorTerms";
    static final String EXPRESSIONS = "matchExpressions";

    private final Injection injection;
    private final List<LabelRequirement> requirements;

    /** By requirement, the terms to which an earlier run added it. */
    private final Map<LabelRequirement, Set<Integer>> ours = new HashMap<>();

    NodeAffinity(Injection injection, List<LabelRequirement> requirements) {
        this.injection = injection;
        this.requirements = requirements;
    }

    static JsonNode terms(JsonNode spec) {
        return spec.path(AFFINITY).path(NODE_AFFINITY).path(REQUIRED).path(TERMS);
    }

    void require() {
        PatchBuilder patch = injection.patch();
        Place required = patch.object(patch.object(patch.object(injection.spec(), AFFINITY), NODE_AFFINITY), REQUIRED);
        ArrayNode terms = required.list(TERMS);
        if (terms.isEmpty()) {
            ObjectNode term = terms.objectNode();
            requirements.forEach(each -> term.withArrayProperty(EXPRESSIONS).add(NodeTerms.toJson(each)));
            patch.append(required, TERMS, term);
            injection.recorder().parent(required.fieldOf(TERMS) + "[0]", StatusRecorder.ABSENT);
            requirements.forEach(each -> added(0, each));
            return;
        }
        findOurs(terms);
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i) instanceof ObjectNode term && !NodeTerms.isEmpty(term)) {
                complete(required.item(TERMS, i, term), i);
            }
        }
    }

    private void findOurs(ArrayNode terms) {
        Map<LabelRequirement, Map<String, String>> claims = new HashMap<>();
        for (LabelRequirement requirement : requirements) {
            Map<String, String> claimed = injection.recorder().claimed(Kind.NODE_REQUIREMENTS, requirement.toString());
            if (!claimed.isEmpty()) {
                claims.put(requirement, claimed);
            }
        }
        if (!claims.isEmpty()) {
            ClaimedTerms claimed = new ClaimedTerms(terms, injection.patch().budget());
            claims.forEach((requirement, each) ->
                    ours.put(requirement, Set.copyOf(claimed.find(each).values())));
        }
    }

    private void complete(Place term, int position) {
        for (LabelRequirement requirement : requirements) {
            ArrayNode expressions = term.list(EXPRESSIONS); // with those that were added for the requirements before
            if (expressions.valueStream().anyMatch(e -> NodeTerms.isSame(e, requirement))) {
                present(position, requirement);
            } else if (expressions.valueStream().noneMatch(e -> NodeTerms.implies(e, requirement))) {
                injection.patch().append(term, EXPRESSIONS, NodeTerms.toJson(requirement));
                added(position, requirement);
            }
        }
    }

    /** Ours from an earlier run, perhaps at another position since; or the user's. */
    private void present(int position, LabelRequirement requirement) {
        String where = Integer.toString(position);
        injection.report().reasons().item(Kind.NODE_REQUIREMENTS, where, requirement.toString(), false);
        if (ours.getOrDefault(requirement, Set.of()).contains(position)) {
            injection.recorder().rewritten(Kind.NODE_REQUIREMENTS, where, requirement.toString(), digest(requirement));
        }
    }

    private void added(int position, LabelRequirement requirement) {
        injection
                .recorder()
                .added(Kind.NODE_REQUIREMENTS, Integer.toString(position), requirement.toString(), digest(requirement));
    }

    private static String digest(LabelRequirement requirement) {
        return Digests.of(NodeTerms.toJson(requirement));
    }
}
