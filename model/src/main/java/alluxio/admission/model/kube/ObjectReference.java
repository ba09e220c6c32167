package alluxio.admission.model.kube;

import tools.jackson.databind.JsonNode;

/**
 * An object of the cluster as it was seen at one time.
 *
 * @param namespace "" for cluster-scoped kinds
 * @param resourceVersion "" where the object has none, as in manifests
 */
public record ObjectReference(String kind, String namespace, String name, String resourceVersion) {

    /** @param kind as the list that the object comes from says it: items of a list may have none */
    public static ObjectReference of(String kind, String namespace, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectReference(
                kind,
                namespace,
                metadata.path("name").stringValue(""),
                metadata.path("resourceVersion").stringValue(""));
    }

    /** For messages: {@code StatefulSet alluxio-master}. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
