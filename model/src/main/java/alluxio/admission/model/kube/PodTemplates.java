package alluxio.admission.model.kube;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where Kubernetes' own kinds have their pod, or the template of their pods: at the object itself, {@code template} of a
 * PodTemplate, {@code spec.jobTemplate.spec.template} of a CronJob, and {@code spec.template} of every other kind that makes
 * pods. {@link PodTemplateSearch} finds those of other kinds.
 */
public final class PodTemplates {
    private static final List<String> AT_SPEC = List.of("spec", "template");

    /** The kinds that have it elsewhere. */
    private static final Map<String, List<String>> ELSEWHERE = Map.of(
            "Pod", List.of(),
            "PodTemplate", List.of("template"),
            "CronJob", List.of("spec", "jobTemplate", "spec", "template"));

    private PodTemplates() {}

    /** The members that lead to the pod in an object of a kind that has one; none for a Pod. */
    public static List<String> path(String kind) {
        return ELSEWHERE.getOrDefault(kind, AT_SPEC);
    }

    /** The pod or template of an object of Kubernetes' own kinds; empty when it has none. */
    public static Optional<ObjectNode> find(ObjectNode object) {
        if (!KubernetesKinds.contains(object)) {
            return Optional.empty();
        }
        String kind = JsonNodes.text(object, "kind");
        JsonNode node = object;
        for (String name : path(kind)) {
            node = node.path(name);
        }
        return node instanceof ObjectNode pod
                        && (ELSEWHERE.containsKey(kind)
                                || pod.path("spec").path("containers").isArray())
                ? Optional.of(pod)
                : Optional.empty();
    }
}
