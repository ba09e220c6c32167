package alluxio.admission.injector.placement;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings.SchedulingRequest;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a pod can land, as it will be after the injection. A directory of a node is mounted only in a pod that can land only where a
 * worker that has it can run: elsewhere the pod would wait for it for ever.
 *
 * @param spec of the pod as it was submitted
 * @param request how the pod is kept on nodes with workers
 * @param hasClients whether the pod gets node affinity at all
 */
public record Placement(
        PodElement spec,
        Optional<ChosenNode> chosen,
        SchedulingRequest request,
        boolean hasClients,
        WorkerNodes workers) {
    public static Placement of(
            PodElement pod, PodElement spec, SchedulingRequest request, boolean hasClients, WorkerNodes workers) {
        return new Placement(spec, ChosenNode.of(pod, spec), request, hasClients, workers);
    }

    /** Whether the scheduler is told to keep the pod on nodes with workers, as far as the profile says which these are. */
    public boolean isKeptOnWorkers() {
        return hasClients && request.mode() != SchedulingMode.NONE && chosen.isEmpty();
    }

    /** The name of the node on which the pod will run, where it says so. */
    Optional<String> nodeName() {
        return chosen.isPresent() ? chosen.get().name() : Optional.empty();
    }

    /** The node on which the pod will run, if it is seen. */
    public Optional<ObjectNode> node() {
        Optional<String> name = nodeName();
        return name.isPresent() ? workers.find(name.get()) : Optional.empty();
    }

    /** Why the pod may land where no worker has a directory of the node, with the fix; empty if it cannot. */
    Optional<String> obstacle() {
        Optional<ObjectNode> node = node();
        if (node.isPresent()) {
            return workers.obstacle(node.get())
                    .map(problem -> problem + "; run the pod where a worker is, or it reads over the network");
        }
        SchedulingSettings scheduling = workers.profile().scheduling();
        boolean everywhere =
                scheduling.requirements().isEmpty() && scheduling.workerPods().isEmpty();
        return everywhere || isKeptOnWorkers() || isBesideWorkers(scheduling)
                ? Optional.empty()
                : Optional.of("the workers of " + workers.profileName() + " run " + workers.describe()
                        + ", and the pod may land on others: " + reason() + "; " + fix());
    }

    /** Whether the pod itself says that it runs only where a worker can be. */
    private boolean isBesideWorkers(SchedulingSettings scheduling) {
        return scheduling
                .workerPods()
                .map(pods -> WorkerAffinityTerm.of(pods).isIn(spec))
                .orElseGet(() -> scheduling.requirements().stream().allMatch(this::isImplied));
    }

    private boolean isImplied(LabelRequirement requirement) {
        JsonNode selected = spec.node().path("nodeSelector").path(requirement.key());
        if (selected.isString() && requirement.matches(Map.of(requirement.key(), selected.stringValue()))) {
            return true;
        }
        List<JsonNode> terms = NodeSelectorTerms.terms(spec.node())
                .valueStream()
                .filter(term -> term instanceof ObjectNode object && !NodeSelectorTerms.isEmpty(object))
                .toList();
        return !terms.isEmpty()
                && terms.stream()
                        .allMatch(term -> term.path(NodeSelectorTerms.EXPRESSIONS)
                                .valueStream()
                                .anyMatch(expression -> NodeSelectorTerms.implies(expression, requirement)));
    }

    private String reason() {
        if (chosen.isPresent()) {
            return chosen.get().reason();
        }
        return hasClients ? "scheduling is \"none\"" : "it is an Alluxio pod, which gets no affinity";
    }

    private String fix() {
        if (chosen.isEmpty() && hasClients) {
            return "set " + Keys.SCHEDULING + ": auto";
        }
        return workers.profile().scheduling().workerPods().isPresent()
                ? "let the scheduler choose the node"
                : "give its template a nodeSelector for these nodes";
    }
}
