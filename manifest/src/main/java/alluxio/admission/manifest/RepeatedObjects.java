package alluxio.admission.manifest;

import alluxio.admission.manifest.Manifests.LocatedObject;
import alluxio.admission.model.kube.JsonNodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Tells objects of one source apart that have the same kind, namespace and name, in messages about them. */
final class RepeatedObjects {
    private record ObjectId(String source, String kind, String namespace, String name) {
        static ObjectId of(LocatedObject located) {
            ObjectNode object = located.object().object();
            return new ObjectId(
                    located.source().name(),
                    JsonNodes.text(object, "kind"),
                    ManifestObject.namespace(object, ""),
                    ManifestObject.name(object));
        }
    }

    private final Map<ObjectId, Integer> counts = new HashMap<>();

    RepeatedObjects(List<LocatedObject> objects) {
        objects.forEach(object -> counts.merge(ObjectId.of(object), 1, Integer::sum));
    }

    /** What follows the object in messages: {@code " (line 12)"} or {@code " (line 12, items[3])"}; "" for one of its own name. */
    String mark(LocatedObject located) {
        if (counts.getOrDefault(ObjectId.of(located), 0) < 2) {
            return "";
        }
        String item = located.object().path().toString();
        return " (line " + located.document().line() + (item.isEmpty() ? "" : ", " + item) + ")";
    }
}
