package alluxio.admission.policy;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.model.view.UnseenSources;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The view of one decision, which remembers what the decision has seen, and tells what it has not. For one thread. */
final class ObservedView implements ClusterView {
    /** How many objects are remembered: as many as a message names, and one more. */
    private static final int MOST_REMEMBERED = 11;

    private final ClusterView view;
    private final Set<ObjectReference> seen = new LinkedHashSet<>();

    private final UnseenSources unseen;

    /** @param unseen is told what is not found */
    ObservedView(ClusterView view, UnseenSources unseen) {
        this.view = view;
        this.unseen = unseen;
    }

    @Override
    public List<ObjectNode> list(String kind, String namespace) {
        List<ObjectNode> objects = view.list(kind, namespace);
        if (objects.isEmpty() && !view.isComplete(kind, namespace)) {
            unseen.notSeen(kind + " objects");
        }
        objects.subList(0, Math.min(objects.size(), MOST_REMEMBERED))
                .forEach(object -> remember(ObjectReference.of(kind, namespace, object)));
        return objects;
    }

    @Override
    public Optional<ObjectNode> find(String kind, String namespace, String name) {
        Optional<ObjectNode> found = view.find(kind, namespace, name);
        found.ifPresentOrElse(
                object -> remember(ObjectReference.of(kind, namespace, object)),
                () -> unseen.notSeen(view.describeUnseen(kind, namespace, name)));
        return found;
    }

    @Override
    public boolean isComplete(String kind, String namespace) {
        return view.isComplete(kind, namespace);
    }

    void remember(ObjectReference object) {
        if (seen.size() < MOST_REMEMBERED) {
            seen.add(object);
        }
    }

    /** The first few objects that were looked at. */
    List<ObjectReference> seen() {
        return List.copyOf(seen);
    }
}
