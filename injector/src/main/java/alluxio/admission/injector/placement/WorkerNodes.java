package alluxio.admission.injector.placement;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.WorkerPods;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.Taint;
import alluxio.admission.model.kube.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The nodes of a cluster, and which of them can have a worker of the profile. */
public record WorkerNodes(Profile profile, ClusterView view) {
    private static final String NODE = "Node";
    /** Taints for temporary conditions of a node, which the controller of a DaemonSet lets its pods tolerate. */
    private static final String CONDITION_PREFIX = "node.kubernetes.io/";

    /** Whether the profile says which pods the workers are: it knows that they are not on each node. */
    boolean haveNamedPods() {
        return profile.scheduling().workerPods().isPresent();
    }

    /** Whether any node is seen. */
    boolean areSeen() {
        return view.isComplete(NODE, "") || !view.list(NODE, "").isEmpty();
    }

    Optional<ObjectNode> find(String name) {
        return view.find(NODE, "", name);
    }

    /** Why no worker is on the node, for messages; empty if one is or can be. */
    Optional<String> obstacle(ObjectNode node) {
        SchedulingSettings scheduling = profile.scheduling();
        String name = "node \"" + Excerpt.of(JsonNodes.text(node.path("metadata"), "name")) + "\"";
        if (scheduling.workerPods().isPresent()) {
            return runOn(scheduling.workerPods().get(), JsonNodes.text(node.path("metadata"), "name"))
                    ? Optional.empty()
                    : Optional.of("the pod is on " + name + ", where no worker of " + profileName() + " runs");
        }
        Map<String, String> labels = JsonNodes.stringMap(node.path("metadata").path("labels"));
        Optional<LabelRequirement> unfulfilled = scheduling.requirements().stream()
                .filter(requirement -> !requirement.matches(labels))
                .findFirst();
        if (unfulfilled.isPresent()) {
            return Optional.of("the pod is on " + name + ", but the workers of " + profileName()
                    + " are on nodes with \"" + unfulfilled.get() + "\"");
        }
        return scheduling
                .tolerations()
                .flatMap(tolerations -> untolerated(node, tolerations))
                .map(taint -> "the pod is on " + name + " with the taint " + Excerpt.of(taint.toString())
                        + ", which the workers of " + profileName() + " do not tolerate");
    }

    private static Optional<Taint> untolerated(ObjectNode node, List<Toleration> tolerations) {
        return node.path("spec")
                .path("taints")
                .valueStream()
                .map(Taint::of)
                .filter(taint -> taint.keepsPodsAway() && !taint.key().startsWith(CONDITION_PREFIX))
                .filter(taint -> tolerations.stream().noneMatch(toleration -> toleration.tolerates(taint)))
                .findFirst();
    }

    /** Whether a worker is on the node, also one that is not ready yet. */
    private boolean runOn(WorkerPods workers, String node) {
        return view.list("Pod", workers.namespace()).stream()
                .filter(pod -> JsonNodes.text(pod.path("spec"), "nodeName").equals(node))
                .filter(pod -> !isOver(pod))
                .anyMatch(pod -> workers.selector()
                        .matches(JsonNodes.stringMap(pod.path("metadata").path("labels"))));
    }

    private static boolean isOver(JsonNode pod) {
        return Set.of("Succeeded", "Failed").contains(JsonNodes.text(pod.path("status"), "phase"))
                || !JsonNodes.text(pod.path("metadata"), "deletionTimestamp").isEmpty();
    }

    /** What the workers have, for messages: {@code on nodes with "disk In ssd"}. */
    String describe() {
        Optional<WorkerPods> pods = profile.scheduling().workerPods();
        return pods.isPresent()
                ? "only on the nodes of the pods " + describe(pods.get())
                : "only on nodes with "
                        + profile.scheduling().requirements().stream()
                                .map(requirement -> "\"" + requirement + "\"")
                                .collect(Collectors.joining(", "));
    }

    String profileName() {
        return "profile \"" + profile.name() + "\"";
    }

    /** Worker pods as messages and the status show them: {@code alluxio: app=alluxio,role=worker}. */
    public static String describe(WorkerPods pods) {
        String labels = pods.selector().labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        String requirements = pods.selector().requirements().stream()
                .map(LabelRequirement::toString)
                .collect(Collectors.joining("; "));
        return pods.namespace() + ": " + labels + (labels.isEmpty() || requirements.isEmpty() ? "" : "; ")
                + requirements;
    }
}
