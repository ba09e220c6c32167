package alluxio.admission.cluster.facts;

import alluxio.admission.model.Keys;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps of a listed object what checks need, so that a cluster of 20,000 pods fits in memory: of a pod that neither opted in nor
 * speaks of Alluxio, only its name, labels, node and phase.
 */
final class ObjectTrim implements UnaryOperator<ObjectNode> {
    private static final List<String> METADATA = List.of("name", "namespace", "labels", "ownerReferences");

    private final Map<String, Map<String, String>> namespaceLabels;

    /** @param namespaceLabels by the namespace's name */
    ObjectTrim(Map<String, Map<String, String>> namespaceLabels) {
        this.namespaceLabels = Map.copyOf(namespaceLabels);
    }

    @Override
    public ObjectNode apply(ObjectNode object) {
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        return object.path("kind").stringValue("").equals("Pod") && !isOfInterest(object) ? skeleton(object) : object;
    }

    private boolean isOfInterest(ObjectNode pod) {
        Map<String, String> namespace = namespaceLabels.getOrDefault(ObjectNames.namespace(pod), Map.of());
        return "true".equals(namespace.get(Keys.INJECT)) || pod.toString().contains("alluxio");
    }

    private static ObjectNode skeleton(ObjectNode pod) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.set("kind", pod.path("kind"));
        kept.set("apiVersion", pod.path("apiVersion"));
        ObjectNode metadata = kept.putObject("metadata");
        METADATA.forEach(member -> {
            if (pod.path("metadata").has(member)) {
                metadata.set(member, pod.path("metadata").path(member));
            }
        });
        kept.putObject("spec").set("nodeName", pod.path("spec").path("nodeName").deepCopy());
        kept.putObject("status").set("phase", pod.path("status").path("phase").deepCopy());
        return kept;
    }
}
