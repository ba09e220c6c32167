package alluxio.admission.cluster.facts;

import alluxio.admission.model.ClusterView;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Of the objects that were seen, those that a server sees, too: without namespaces that its configuration names, nothing;
 * else what is in them, and what has no namespace. Immutable.
 *
 * @param namespaces of {@code discovery.namespaces}
 */
public record TrustedObjects(ObjectFacts objects, Set<String> namespaces) implements ClusterView {
    public TrustedObjects {
        namespaces = Set.copyOf(namespaces);
    }

    @Override
    public List<ObjectNode> list(String kind, String namespace) {
        return isSeen(namespace) ? objects.list(kind, namespace) : List.of();
    }

    @Override
    public boolean isComplete(String kind, String namespace) {
        return isSeen(namespace) && objects.isComplete(kind, namespace);
    }

    private boolean isSeen(String namespace) {
        return !namespaces.isEmpty() && (namespace.isEmpty() || namespaces.contains(namespace));
    }
}
