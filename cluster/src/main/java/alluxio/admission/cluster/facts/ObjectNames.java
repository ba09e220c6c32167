package alluxio.admission.cluster.facts;

import alluxio.admission.model.kube.JsonNodes;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The metadata by which objects are named and found. Total. */
public final class ObjectNames {
    private ObjectNames() {}

    public static String name(JsonNode object) {
        return JsonNodes.text(object.path("metadata"), "name");
    }

    /** "" for a cluster-scoped object. */
    public static String namespace(JsonNode object) {
        return JsonNodes.text(object.path("metadata"), "namespace");
    }

    public static Map<String, String> labels(JsonNode object) {
        return JsonNodes.stringMap(object.path("metadata").path("labels"));
    }

    public static Map<String, String> annotations(JsonNode object) {
        return JsonNodes.stringMap(object.path("metadata").path("annotations"));
    }

    /** {@code alluxio/alluxio-worker}, or the name alone. */
    public static String of(JsonNode object) {
        return namespace(object).isEmpty() ? name(object) : namespace(object) + "/" + name(object);
    }

    /** {@code DaemonSet alluxio/alluxio-worker}. */
    public static String withKind(JsonNode object) {
        return JsonNodes.text(object, "kind") + " " + of(object);
    }
}
