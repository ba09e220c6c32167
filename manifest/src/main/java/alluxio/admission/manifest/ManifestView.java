package alluxio.admission.manifest;

import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.kube.KubernetesKinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The objects of some manifests, by kind and name; those of Kubernetes' own kinds, whatever others are called. Immutable. */
public final class ManifestView implements ClusterView {
    private static final Set<String> CLUSTER_WIDE =
            Set.of("Namespace", "PersistentVolume", "StorageClass", "Node", "RuntimeClass");

    private record NamespacedKind(String kind, String namespace) {}

    private record NamespacedName(NamespacedKind key, String name) {}

    private final Map<NamespacedKind, List<ObjectNode>> objects = new HashMap<>();
    /** Empty where there are several that differ. */
    private final Map<NamespacedName, Optional<ObjectNode>> named = new HashMap<>();

    /** @param defaultNamespace of objects that name none */
    public ManifestView(List<ObjectNode> all, String defaultNamespace) {
        for (ObjectNode object : all) {
            if (KubernetesKinds.isNamesake(object)) {
                continue;
            }
            String kind = object.path("kind").stringValue("");
            String own = object.path("metadata").path("namespace").stringValue("");
            String namespace = CLUSTER_WIDE.contains(kind) ? "" : own.isEmpty() ? defaultNamespace : own;
            NamespacedKind key = new NamespacedKind(kind, namespace);
            objects.computeIfAbsent(key, _ -> new ArrayList<>()).add(object);
            named.merge(
                    new NamespacedName(key, object.path("metadata").path("name").stringValue("")),
                    Optional.of(object),
                    (one, other) -> one.equals(other) ? one : Optional.empty());
        }
    }

    /**
     * The objects of documents.
     *
     * @param defaultNamespace of objects that name none
     */
    public static ManifestView of(List<KubeYaml.Document> documents, String defaultNamespace) {
        return new ManifestView(
                documents.stream()
                        .flatMap(document -> ManifestPod.objects(document.content()))
                        .toList(),
                defaultNamespace);
    }

    @Override
    public List<ObjectNode> list(String kind, String namespace) {
        return objects.getOrDefault(new NamespacedKind(kind, namespace), List.of());
    }

    @Override
    public Optional<ObjectNode> find(String kind, String namespace, String name) {
        return named.getOrDefault(new NamespacedName(new NamespacedKind(kind, namespace), name), Optional.empty());
    }
}
