package alluxio.admission.discovery;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.kube.JsonNodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of one namespace, and those of no namespace. No object of another namespace can be reached through it. Each
 * kind is indexed once, so that finding an object by its name is one look-up. For one thread.
 */
final class NamespaceObjects implements ClusterView {
    private final ClusterView view;
    private final String namespace;
    private final Map<Key, Map<String, Optional<ObjectNode>>> byName = new HashMap<>();

    private record Key(String kind, String namespace) {}

    NamespaceObjects(ClusterView view, String namespace) {
        this.view = view;
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    List<ObjectNode> list(String kind) {
        return view.list(kind, namespace);
    }

    @Override
    public List<ObjectNode> list(String kind, String ofNamespace) {
        return isWithin(ofNamespace) ? view.list(kind, ofNamespace) : List.of();
    }

    /** One of this namespace; empty also when several that differ have the name. */
    Optional<ObjectNode> find(String kind, String name) {
        return find(kind, namespace, name);
    }

    @Override
    public Optional<ObjectNode> find(String kind, String ofNamespace, String name) {
        return byName.computeIfAbsent(new Key(kind, ofNamespace), this::index).getOrDefault(name, Optional.empty());
    }

    private Map<String, Optional<ObjectNode>> index(Key key) {
        Map<String, Optional<ObjectNode>> index = new HashMap<>();
        for (ObjectNode object : list(key.kind(), key.namespace())) {
            index.merge(
                    JsonNodes.text(object.path("metadata"), "name"),
                    Optional.of(object),
                    (one, other) -> one.equals(other) ? one : Optional.empty());
        }
        return index;
    }

    @Override
    public boolean isComplete(String kind, String ofNamespace) {
        return isWithin(ofNamespace) && view.isComplete(kind, ofNamespace);
    }

    private boolean isWithin(String ofNamespace) {
        return ofNamespace.equals(namespace) || ofNamespace.isEmpty();
    }
}
