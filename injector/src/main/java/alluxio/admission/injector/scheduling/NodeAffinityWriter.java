package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds requirements to a pod's node affinity. The pod's nodeSelectorTerms are alternatives, so each gets all requirements; another
 * term beside them would allow all nodes that it matches. An empty term matches no node, so it stays empty.
 */
final class NodeAffinityWriter {
    private final Injection injection;
    private final List<LabelRequirement> requirements;

    /** The terms to which an earlier run added a requirement. */
    private final Map<LabelRequirement, Set<Integer>> earlier = new HashMap<>();

    NodeAffinityWriter(Injection injection, List<LabelRequirement> requirements) {
        this.injection = injection;
        this.requirements = requirements;
    }

    /** Adds the requirements. */
    void require() {
        JsonPatchBuilder patch = injection.patch();
        PodElement required = patch.object(
                patch.object(
                        patch.object(injection.spec(), NodeSelectorTerms.AFFINITY), NodeSelectorTerms.NODE_AFFINITY),
                NodeSelectorTerms.REQUIRED);
        ArrayNode terms = required.list(NodeSelectorTerms.TERMS);
        if (terms.isEmpty()) {
            ObjectNode term = terms.objectNode();
            ArrayNode expressions = term.putArray(NodeSelectorTerms.EXPRESSIONS);
            for (LabelRequirement requirement : requirements) {
                expressions.add(NodeSelectorTerms.toJson(requirement));
            }
            patch.append(required, NodeSelectorTerms.TERMS, term);
            injection.recorder().parent(required.fieldOf(NodeSelectorTerms.TERMS) + "[0]", StatusRecorder.ABSENT);
            for (LabelRequirement requirement : requirements) {
                added(0, requirement);
            }
            return;
        }
        findEarlier(terms);
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i) instanceof ObjectNode term && !NodeSelectorTerms.isEmpty(term)) {
                complete(required.item(NodeSelectorTerms.TERMS, i, term), i);
            }
        }
    }

    private void findEarlier(ArrayNode terms) {
        Map<LabelRequirement, Map<String, String>> claims = new HashMap<>();
        for (LabelRequirement requirement : requirements) {
            Map<String, String> claimed =
                    injection.recorder().claimed(AdditionKind.NODE_REQUIREMENTS, requirement.toString());
            if (!claimed.isEmpty()) {
                claims.put(requirement, claimed);
            }
        }
        if (!claims.isEmpty()) {
            InjectedTerms claimed = new InjectedTerms(terms, injection.patch().budget());
            claims.forEach((requirement, each) ->
                    earlier.put(requirement, Set.copyOf(claimed.find(each).values())));
        }
    }

    private void complete(PodElement term, int position) {
        for (LabelRequirement requirement : requirements) {
            ArrayNode expressions =
                    term.list(NodeSelectorTerms.EXPRESSIONS); // includes those added for earlier requirements
            if (Iterables.any(expressions, e -> NodeSelectorTerms.isSame(e, requirement))) {
                present(position, requirement);
            } else if (Iterables.none(expressions, e -> NodeSelectorTerms.implies(e, requirement))) {
                injection.patch().append(term, NodeSelectorTerms.EXPRESSIONS, NodeSelectorTerms.toJson(requirement));
                added(position, requirement);
            }
        }
    }

    /** Records a requirement that is there already, from an earlier run, perhaps at another position, or from the user. */
    private void present(int position, LabelRequirement requirement) {
        String where = Integer.toString(position);
        injection.report().explanation().item(AdditionKind.NODE_REQUIREMENTS, where, requirement.toString(), false);
        if (earlier.getOrDefault(requirement, Set.of()).contains(position)) {
            injection
                    .recorder()
                    .rewritten(AdditionKind.NODE_REQUIREMENTS, where, requirement.toString(), digest(requirement));
        }
    }

    private void added(int position, LabelRequirement requirement) {
        injection
                .recorder()
                .added(
                        AdditionKind.NODE_REQUIREMENTS,
                        Integer.toString(position),
                        requirement.toString(),
                        digest(requirement));
    }

    private static String digest(LabelRequirement requirement) {
        return Digests.of(NodeSelectorTerms.toJson(requirement));
    }
}
