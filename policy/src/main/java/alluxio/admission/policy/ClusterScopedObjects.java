package alluxio.admission.policy;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Iterables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects without a namespace that are seen, each kind read when a rule first needs it. Thread-safe, as long as the view is. */
final class ClusterScopedObjects {
    private final ClusterView view;
    private @Nullable PersistentVolumes persistentVolumes;
    private @Nullable List<SeenNode> nodes;

    ClusterScopedObjects(ClusterView view) {
        this.view = view;
    }

    synchronized PersistentVolumes persistentVolumes() {
        if (persistentVolumes == null) {
            persistentVolumes = PersistentVolumes.of(view);
        }
        return persistentVolumes;
    }

    synchronized List<SeenNode> nodes() {
        if (nodes == null) {
            nodes = Iterables.map(view.list("Node", ""), SeenNode::of);
        }
        return nodes;
    }
}
