package alluxio.admission.policy;

import alluxio.admission.model.ClusterView;
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
            nodes = view.list("Node", "").stream().map(SeenNode::of).toList();
        }
        return nodes;
    }
}
