package alluxio.admission.manifest;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.kube.JsonNodes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A live cluster as it is when manifests have been applied: their objects, and those of the cluster that they do not replace.
 *
 * @param manifests of one input
 */
public record AppliedView(ClusterView manifests, ClusterView cluster) implements ClusterView {
    @Override
    public List<ObjectNode> list(String kind, String namespace) {
        List<ObjectNode> applied = manifests.list(kind, namespace);
        if (applied.isEmpty()) {
            return cluster.list(kind, namespace);
        }
        Set<String> names = applied.stream().map(AppliedView::name).collect(Collectors.toSet());
        return Stream.concat(
                        applied.stream(),
                        cluster.list(kind, namespace).stream().filter(object -> !names.contains(name(object))))
                .toList();
    }

    @Override
    public boolean isComplete(String kind, String namespace) {
        return cluster.isComplete(kind, namespace);
    }

    @Override
    public Optional<ObjectNode> find(String kind, String namespace, String name) {
        boolean isApplied = manifests.list(kind, namespace).stream()
                .anyMatch(object -> name(object).equals(name));
        return isApplied ? manifests.find(kind, namespace, name) : cluster.find(kind, namespace, name);
    }

    private static String name(ObjectNode object) {
        return JsonNodes.text(object.path("metadata"), "name");
    }
}
