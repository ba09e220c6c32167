package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.NodeSelectorTerms;
import alluxio.admission.model.kube.Taint;
import alluxio.admission.model.kube.Toleration;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.LabelSelectorReader;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.TolerationReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * On which nodes the pods of a template can run: its nodeSelector, its required node affinity and its tolerations, as the
 * scheduler reads them. Holds no reference into the object.
 *
 * @param terms one of them is to be fulfilled, where there are some
 * @param isAnyTermRequired whether there are terms: an empty list of them is fulfilled by no node
 */
public record PodPlacement(
        Map<String, String> nodeSelector,
        List<NodeTerm> terms,
        boolean isAnyTermRequired,
        List<Toleration> tolerations) {

    /** How much each node is compared with. */
    private static final int MOST_REQUIREMENTS = 500;

    /** What keeps a pod from a node. */
    public enum NodeFit {
        FITS,
        OTHER_LABELS,
        OTHER_AFFINITY,
        TAINTED
    }

    /** @param fields of the node's metadata: only its name can be asked for */
    public record NodeTerm(List<LabelRequirement> labels, List<LabelRequirement> fields) {

        private boolean isFulfilled(SeenNode node) {
            boolean isEmpty = labels.isEmpty() && fields.isEmpty();
            return !isEmpty
                    && Iterables.all(labels, label -> matches(label, node.labels()))
                    && Iterables.all(fields, field -> field.matches(Map.of("metadata.name", node.name())));
        }

        private static boolean matches(LabelRequirement requirement, Map<String, String> labels) {
            boolean isGreater = requirement.operator().equals("Gt");
            if (!isGreater && !requirement.operator().equals("Lt")) {
                return requirement.matches(labels);
            }
            try {
                int compared = Long.compare(
                        Long.parseLong(labels.getOrDefault(requirement.key(), "")),
                        Long.parseLong(requirement.values().getFirst()));
                return isGreater ? compared > 0 : compared < 0;
            } catch (RuntimeException e) {
                return false; // no numbers
            }
        }
    }

    public static PodPlacement of(Pod pod) {
        Field spec = pod.spec();
        Map<String, String> labels = new HashMap<>();
        spec.at("nodeSelector").members().forEach(label -> labels.put(label.name(), label.string()));
        Field required =
                spec.at(NodeSelectorTerms.AFFINITY, NodeSelectorTerms.NODE_AFFINITY, NodeSelectorTerms.REQUIRED);
        List<NodeTerm> terms = Iterables.map(
                required.at(NodeSelectorTerms.TERMS).items(),
                term -> new NodeTerm(
                        LabelSelectorReader.requirements(term.at(NodeSelectorTerms.EXPRESSIONS)),
                        LabelSelectorReader.requirements(term.at("matchFields"))));
        return new PodPlacement(Map.copyOf(labels), terms, required.exists(), TolerationReader.read(spec));
    }

    /** Whether it asks for some nodes: one with no requirements fits any node without taints. */
    public boolean isRestricted() {
        return isAnyTermRequired || !nodeSelector.isEmpty();
    }

    /** Whether it asks for more than each node is compared with; such a pod is not judged. */
    public boolean isTooLarge() {
        return size() > MOST_REQUIREMENTS;
    }

    /** How much there is to compare with each node. */
    public int size() {
        int size = 1 + nodeSelector.size() + tolerations.size();
        for (NodeTerm term : terms) {
            size += size(term.labels()) + size(term.fields());
        }
        return size;
    }

    private static int size(List<LabelRequirement> requirements) {
        int size = requirements.size();
        for (LabelRequirement requirement : requirements) {
            size += requirement.values().size();
        }
        return size;
    }

    /** Whether a node can have such a pod. */
    public NodeFit fit(SeenNode node) {
        boolean selected = Iterables.all(
                nodeSelector.entrySet(),
                label -> label.getValue().equals(node.labels().get(label.getKey())));
        if (!selected) {
            return NodeFit.OTHER_LABELS;
        }
        if (isAnyTermRequired && Iterables.none(terms, term -> term.isFulfilled(node))) {
            return NodeFit.OTHER_AFFINITY;
        }
        return Iterables.all(node.taints(), this::tolerates) ? NodeFit.FITS : NodeFit.TAINTED;
    }

    /** Whether such a pod may run on a node with the taint. */
    public boolean tolerates(Taint taint) {
        return Iterables.any(tolerations, toleration -> toleration.tolerates(taint));
    }
}
