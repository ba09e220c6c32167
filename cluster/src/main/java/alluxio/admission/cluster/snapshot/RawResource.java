package alluxio.admission.cluster.snapshot;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object as the API server sent it, as a tree, in the form in which fabric8's informers handle objects: they need no more
 * than name, namespace and resource version. Nothing passes through a typed model, which would lose nulls and empty lists.
 */
final class RawResource extends GenericKubernetesResource {
    private final transient ObjectNode tree;

    RawResource(ObjectNode tree) {
        this.tree = tree;
        JsonNode metadata = tree.path("metadata");
        setApiVersion(tree.path("apiVersion").stringValue(null));
        setKind(tree.path("kind").stringValue(null));
        setMetadata(new ObjectMetaBuilder()
                .withNamespace(metadata.path("namespace").stringValue(null))
                .withName(metadata.path("name").stringValue(null))
                .withResourceVersion(metadata.path("resourceVersion").stringValue(null))
                .build());
    }

    /** The caller's to change: an object is read once. */
    ObjectNode tree() {
        return tree;
    }
}
