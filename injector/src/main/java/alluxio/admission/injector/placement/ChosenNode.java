package alluxio.admission.injector.placement;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.NodeSelectorTerms;
import alluxio.admission.model.kube.OwnerReferences;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The node of a pod for which the scheduler does not choose one.
 *
 * @param name of the node; empty: it is chosen, but the pod does not say which
 * @param reason why the scheduler does not choose, for messages
 */
public record ChosenNode(Optional<String> name, String reason) {
    private static final String NAME_FIELD = "metadata.name";

    /** Empty if the scheduler chooses the node. */
    static Optional<ChosenNode> of(PodElement pod, PodElement spec) {
        String nodeName = spec.text("nodeName");
        if (!nodeName.isEmpty()) {
            return Optional.of(new ChosenNode(Optional.of(nodeName), "nodeName is set to " + nodeName));
        }
        JsonNode terms = NodeSelectorTerms.terms(spec.node());
        return isOfDaemonSet(pod.node().path("metadata")) || isPinned(terms)
                ? Optional.of(new ChosenNode(nameIn(terms), "its controller has chosen the node"))
                : Optional.empty();
    }

    private static boolean isOfDaemonSet(JsonNode metadata) {
        for (JsonNode owner : metadata.path("ownerReferences")) {
            if (OwnerReferences.isController(owner)
                    && owner.path("kind").stringValue("").equals("DaemonSet")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPinned(JsonNode terms) {
        for (JsonNode term : terms) {
            if (!term.path(NodeSelectorTerms.FIELDS).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The node to which every term pins the pod. Terms are alternatives; one without requirements matches no node. */
    private static Optional<String> nameIn(JsonNode terms) {
        Set<Optional<String>> names = terms.valueStream()
                .filter(term -> !term.path(NodeSelectorTerms.FIELDS).isEmpty()
                        || !term.path(NodeSelectorTerms.EXPRESSIONS).isEmpty())
                .map(ChosenNode::name)
                .collect(Collectors.toSet());
        return names.size() == 1 ? names.iterator().next() : Optional.empty();
    }

    private static Optional<String> name(JsonNode term) {
        return term.path(NodeSelectorTerms.FIELDS)
                .valueStream()
                .filter(field -> field.path("key").stringValue("").equals(NAME_FIELD)
                        && field.path("operator").stringValue("").equals(LabelRequirement.IN)
                        && field.path("values").size() == 1)
                .map(field -> field.path("values").path(0).stringValue(""))
                .findFirst();
    }
}
