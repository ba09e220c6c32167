package alluxio.admission.model;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may be known of other objects than the one at hand. What is not seen may still be in the cluster: nobody concludes
 * from an empty answer that something does not exist. Implementations do no I/O and never change; thread-safe.
 */
@FunctionalInterface
public interface ClusterView {

    /** One that sees nothing: a webhook without informers. */
    ClusterView NOTHING = (_, _) -> List.of();

    /**
     * All objects of a kind that are seen, in a stable order.
     *
     * @param namespace "" for what lives in none
     * @return raw trees, not to be changed
     */
    List<ObjectNode> list(String kind, String namespace);

    /** The one object of that name; empty also when there are several that differ, as nobody knows which is meant. */
    default Optional<ObjectNode> find(String kind, String namespace, String name) {
        List<ObjectNode> named = list(kind, namespace).stream()
                .filter(object ->
                        object.path("metadata").path("name").stringValue("").equals(name))
                .distinct()
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }
}
