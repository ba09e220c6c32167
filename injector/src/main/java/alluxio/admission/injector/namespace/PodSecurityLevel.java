package alluxio.admission.injector.namespace;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.PodSecurityLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Pod Security level that a namespace enforces, and that forbids directories of the node and privileged containers.
 *
 * @param name {@code baseline} or {@code restricted}
 */
record PodSecurityLevel(String name) {
    private static final Set<String> STRICT = Set.of("baseline", "restricted");

    static Optional<PodSecurityLevel> of(ObjectNode namespace) {
        String level = JsonNodes.text(namespace.path("metadata").path("labels"), PodSecurityLabels.ENFORCE);
        return STRICT.contains(level) ? Optional.of(new PodSecurityLevel(level)) : Optional.empty();
    }

    /** @param hostPaths the names of injected volumes */
    void warn(InjectionReport report, String namespace, List<String> hostPaths, List<JsonNode> containers) {
        List<String> forbidden = new ArrayList<>();
        hostPaths.stream().findFirst().ifPresent(volume -> forbidden.add("hostPath volume \"" + volume + "\""));
        containers.stream()
                .filter(container ->
                        container.path("securityContext").path("privileged").booleanValue(false))
                .findFirst()
                .ifPresent(container ->
                        forbidden.add("privileged container \"" + JsonNodes.text(container, "name") + "\""));
        if (!forbidden.isEmpty()) {
            report.warn(
                    "pod-security",
                    "namespace \"" + namespace + "\" enforces " + name + ", which forbids the injected "
                            + String.join(" and ", forbidden) + "; label it " + PodSecurityLabels.ENFORCE
                            + ": privileged, or leave the feature out with " + Keys.FEATURES);
        }
    }
}
