package alluxio.admission.app.manifest;

import alluxio.admission.model.ClusterView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What a reader of some manifests sees: their objects. Made once, then never changed. */
final class ManifestView implements ClusterView {
    private static final Set<String> CLUSTER_WIDE =
            Set.of("Namespace", "PersistentVolume", "StorageClass", "Node", "RuntimeClass");

    private record Place(String kind, String namespace) {}

    private final Map<Place, List<ObjectNode>> objects = new HashMap<>();

    /** @param defaultNamespace of objects that name none */
    ManifestView(List<ObjectNode> all, String defaultNamespace) {
        for (ObjectNode object : all) {
            String kind = object.path("kind").stringValue("");
            String own = object.path("metadata").path("namespace").stringValue("");
            String namespace = CLUSTER_WIDE.contains(kind) ? "" : own.isEmpty() ? defaultNamespace : own;
            objects.computeIfAbsent(new Place(kind, namespace), _ -> new ArrayList<>())
                    .add(object);
        }
    }

    @Override
    public List<ObjectNode> list(String kind, String namespace) {
        return objects.getOrDefault(new Place(kind, namespace), List.of());
    }
}
