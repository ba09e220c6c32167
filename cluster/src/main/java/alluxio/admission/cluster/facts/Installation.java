package alluxio.admission.cluster.facts;

import alluxio.admission.model.kube.JsonNodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An installation of alluxio-admission. Found by the webhooks that call it, which have fixed names, or by the labels of its
 * Deployment.
 *
 * @param service its Service's name, which is that of all its objects
 * @param mutating its webhook configuration; empty if there is none, or it is not seen
 * @param deployment empty if there is none, or it is not seen
 * @param pods its servers
 */
public record Installation(
        String namespace,
        String service,
        Optional<ObjectNode> mutating,
        Optional<ObjectNode> validating,
        Optional<ObjectNode> deployment,
        List<ObjectNode> pods) {
    /** Label of every pod of an installation. */
    public static final String NAME_LABEL = "app.kubernetes.io/name";

    /** The value of {@link #NAME_LABEL}, and the default name. */
    public static final String NAME = "alluxio-admission";

    private static final String COMPONENT_LABEL = "app.kubernetes.io/component";
    private static final Set<String> WEBHOOKS =
            Set.of("pods.alluxio.io", "namespaces.alluxio.io", "validation.alluxio.io");

    private record Key(String namespace, String service) {}

    public Installation {
        pods = List.copyOf(pods);
    }

    /** All installations that are seen. */
    public static List<Installation> find(ObjectFacts objects) {
        Map<Key, ObjectNode> mutating = byService(objects.all(ReadableKind.MUTATING_WEBHOOKS));
        Map<Key, ObjectNode> validating = byService(objects.all(ReadableKind.VALIDATING_WEBHOOKS));
        Map<Key, ObjectNode> deployments = new LinkedHashMap<>();
        objects.all(ReadableKind.DEPLOYMENT).stream()
                .filter(Installation::isServer)
                .forEach(server ->
                        deployments.put(new Key(ObjectNames.namespace(server), ObjectNames.name(server)), server));
        List<Key> keys = new ArrayList<>(mutating.keySet());
        validating.keySet().stream().filter(key -> !keys.contains(key)).forEach(keys::add);
        if (keys.isEmpty()) {
            // Any tenant may give a Deployment these labels, but not register a webhook.
            keys.addAll(deployments.keySet());
        }
        return keys.stream()
                .map(key -> new Installation(
                        key.namespace(),
                        key.service(),
                        Optional.ofNullable(mutating.get(key)),
                        Optional.ofNullable(validating.get(key)),
                        Optional.ofNullable(deployments.get(key)),
                        pods(objects, key.namespace())))
                .toList();
    }

    /** Whether a webhook configuration calls an installation of alluxio-admission. */
    public static boolean isWebhookOf(ObjectNode configuration) {
        return configuration
                .path("webhooks")
                .valueStream()
                .anyMatch(hook -> WEBHOOKS.contains(JsonNodes.text(hook, "name")));
    }

    private static Map<Key, ObjectNode> byService(List<ObjectNode> configurations) {
        Map<Key, ObjectNode> found = new LinkedHashMap<>();
        configurations.stream().filter(Installation::isWebhookOf).forEach(configuration -> {
            JsonNode service =
                    configuration.path("webhooks").path(0).path("clientConfig").path("service");
            found.put(new Key(JsonNodes.text(service, "namespace"), JsonNodes.text(service, "name")), configuration);
        });
        return found;
    }

    private static boolean isServer(ObjectNode object) {
        Map<String, String> labels = ObjectNames.labels(object);
        return NAME.equals(labels.get(NAME_LABEL)) && "server".equals(labels.get(COMPONENT_LABEL));
    }

    private static List<ObjectNode> pods(ObjectFacts objects, String namespace) {
        return objects.in(ReadableKind.POD, namespace).stream()
                .filter(Installation::isServer)
                .filter(pod -> !PodState.isOver(pod))
                .toList();
    }

    /** False where its Deployment says that no server is ready; true where that is not seen. */
    public boolean mayAnswer() {
        return deployment
                .map(server -> server.path("status").path("readyReplicas").intValue(0) > 0)
                .orElse(true);
    }

    /** Its webhook configurations. */
    public List<ObjectNode> configurations() {
        List<ObjectNode> all = new ArrayList<>();
        mutating.ifPresent(all::add);
        validating.ifPresent(all::add);
        return all;
    }

    /** What each server says about itself. */
    public static Optional<PodRequest> readiness(ObjectNode pod) {
        return pod.path("spec")
                .path("containers")
                .valueStream()
                .flatMap(container -> container.path("ports").valueStream())
                .filter(port -> JsonNodes.text(port, "name").equals("management"))
                .map(port -> port.path("containerPort").intValue(0))
                .filter(port -> port > 0)
                .map(port -> new PodRequest(ObjectNames.namespace(pod), ObjectNames.name(pod), port, "/readyz"))
                .findFirst();
    }
}
