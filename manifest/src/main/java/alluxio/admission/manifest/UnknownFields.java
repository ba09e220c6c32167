package alluxio.admission.manifest;

import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Limits;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
import alluxio.admission.model.kube.GroupVersionKind;
import alluxio.admission.model.kube.KubernetesKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields of an object of Kubernetes' own kinds that Kubernetes does not know, such as a misspelt {@code nodeAffinity}. An API
 * server drops them, with a warning at most, and the object works without what they were to say. Of custom resources and of
 * other versions of a kind nothing is known. Work is linear in the object. Thread-safe.
 */
public final class UnknownFields {
    private final KubernetesFields fields = KubernetesFields.load();

    /** @param path in the object */
    public record UnknownField(FieldPath path, String message) {}

    /** The first {@link Limits#REPORTED_FINDINGS} of an object. */
    public List<UnknownField> of(ObjectNode object) {
        Optional<String> type =
                KubernetesKinds.contains(object) ? fields.typeOf(GroupVersionKind.of(object)) : Optional.empty();
        List<UnknownField> found = new ArrayList<>();
        type.ifPresent(root -> search(object, root, FieldPath.ROOT, found));
        return List.copyOf(found);
    }

    private void search(JsonNode node, String type, FieldPath path, List<UnknownField> found) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                search(node.path(i), type, path.then(new Segment.Indexed(i)), found);
            }
            return;
        }
        Map<String, String> known = fields.of(type);
        if (known.isEmpty()) {
            return;
        }
        node.properties().forEach(member -> {
            if (found.size() >= Limits.REPORTED_FINDINGS) {
                return;
            }
            FieldPath at = path.then(new Segment.Member(member.getKey()));
            String below = known.get(member.getKey());
            if (below == null) {
                found.add(new UnknownField(at, message(at, member.getKey(), known)));
            } else if (!below.isEmpty()) {
                search(member.getValue(), below, at, found);
            }
        });
    }

    private static String message(FieldPath at, String name, Map<String, String> known) {
        return "warning: unknown field " + at + ": Kubernetes drops it" + DidYouMean.suffix(name, known.keySet());
    }
}
