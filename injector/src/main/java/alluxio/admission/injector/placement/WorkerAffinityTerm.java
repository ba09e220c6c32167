package alluxio.admission.injector.placement;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.configuration.WorkerPods;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The required term of pod affinity that puts a pod on the node of a worker.
 *
 * @param text of the term, for the status and for messages
 */
public record WorkerAffinityTerm(WorkerPods pods, String text) {
    public static final String POD_AFFINITY = "podAffinity";
    private static final String TOPOLOGY = "kubernetes.io/hostname";

    public static WorkerAffinityTerm of(WorkerPods pods) {
        return new WorkerAffinityTerm(pods, WorkerNodes.describe(pods));
    }

    public ObjectNode toJson() {
        ObjectNode term = JsonNodeFactory.instance.objectNode();
        ObjectNode selector = term.putObject("labelSelector");
        if (!pods.selector().labels().isEmpty()) {
            ObjectNode labels = selector.putObject("matchLabels");
            pods.selector().labels().forEach(labels::put);
        }
        pods.selector()
                .requirements()
                .forEach(each -> selector.withArrayProperty(NodeSelectorTerms.EXPRESSIONS)
                        .add(NodeSelectorTerms.toJson(each)));
        term.putArray("namespaces").add(pods.namespace());
        return term.put("topologyKey", TOPOLOGY);
    }

    /** Whether the pod requires it already. */
    boolean isIn(PodElement spec) {
        return spec.node()
                .path(NodeSelectorTerms.AFFINITY)
                .path(POD_AFFINITY)
                .path(NodeSelectorTerms.REQUIRED)
                .valueStream()
                .anyMatch(this::isSame);
    }

    /** Whether a term of the pod selects the same pods on the same node, in whatever order it is written. */
    public boolean isSame(JsonNode term) {
        return JsonNodes.text(term, "topologyKey").equals(TOPOLOGY)
                && JsonNodes.strings(term.path("namespaces")).equals(List.of(pods.namespace()))
                && isAbsent(term.path("namespaceSelector"))
                && isAbsent(term.path("matchLabelKeys"))
                && isAbsent(term.path("mismatchLabelKeys"))
                && JsonNodes.stringMap(term.path("labelSelector").path("matchLabels"))
                        .equals(pods.selector().labels())
                && expressions(term.path("labelSelector"))
                        .equals(new HashSet<>(pods.selector().requirements()));
    }

    private static Set<LabelRequirement> expressions(JsonNode selector) {
        Set<LabelRequirement> expressions = new HashSet<>();
        selector.path(NodeSelectorTerms.EXPRESSIONS)
                .forEach(expression -> expressions.add(new LabelRequirement(
                        JsonNodes.text(expression, "key"),
                        JsonNodes.text(expression, "operator"),
                        JsonNodes.strings(expression.path("values")))));
        return expressions;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty());
    }
}
