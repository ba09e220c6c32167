package alluxio.admission.cluster.facts;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of one kind that were seen.
 *
 * @param objects raw trees, in the order of namespace and name
 * @param completeIn the namespaces whose objects are all here; {@link #EVERYWHERE} for the whole cluster
 * @param problems what could not be listed, why, and which right to ask for
 */
public record KindListing(List<ObjectNode> objects, Set<String> completeIn, List<String> problems) {
    /** In {@link #completeIn}: the whole cluster. */
    public static final String EVERYWHERE = "*";

    /** Was not looked for. */
    public static final KindListing NOTHING = new KindListing(List.of(), Set.of(), List.of());

    public KindListing {
        objects = List.copyOf(objects);
        completeIn = Set.copyOf(completeIn);
        problems = List.copyOf(problems);
    }

    /** All objects of the cluster. */
    public static KindListing complete(List<ObjectNode> objects) {
        return new KindListing(objects, Set.of(EVERYWHERE), List.of());
    }

    /** Whether all objects of the cluster are here. */
    public boolean isComplete() {
        return completeIn.contains(EVERYWHERE);
    }

    /** Whether all objects of the namespace are here. */
    public boolean isComplete(String namespace) {
        return isComplete() || completeIn.contains(namespace);
    }
}
