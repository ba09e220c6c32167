package alluxio.admission.model;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The other objects of a cluster, as far as they are seen. What is not seen may still exist, so an empty result proves
 * nothing. Implementations do no I/O and never change. Thread-safe.
 */
@FunctionalInterface
public interface ClusterView {

    /** A view that sees nothing: that of a webhook without informers. */
    ClusterView NOTHING = (_, _) -> List.of();

    /**
     * All objects of a kind that are seen, in a stable order.
     *
     * @param namespace "" for cluster-scoped kinds
     * @return raw trees, not to be changed
     */
    List<ObjectNode> list(String kind, String namespace);

    /**
     * Whether all objects of the kind in the namespace are seen, as of the view's own time. Only then does a missing object
     * say that there was none.
     *
     * @param namespace "" for cluster-scoped kinds
     */
    default boolean isComplete(String kind, String namespace) {
        return false;
    }

    /**
     * For messages about an object that {@link #find} has not found: {@code ConfigMap x}, and whether it is known that there is
     * none.
     */
    default String describeUnseen(String kind, String namespace, String name) {
        return kind + " " + name + (isComplete(kind, namespace) ? " (does not exist)" : "");
    }

    /** The object of that name; empty also when several that differ have it, because it is not clear which is meant. */
    default Optional<ObjectNode> find(String kind, String namespace, String name) {
        List<ObjectNode> named = list(kind, namespace).stream()
                .filter(object ->
                        object.path("metadata").path("name").stringValue("").equals(name))
                .distinct()
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }
}
