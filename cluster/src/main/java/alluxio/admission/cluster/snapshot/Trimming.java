package alluxio.admission.cluster.snapshot;

import alluxio.admission.injector.pod.PodView;
import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.OmittedValue;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept of an object. The rest is dropped while a page is read, so that memory grows with what is needed and not with
 * what others write into their objects.
 */
final class Trimming {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final List<String> SUMMARY_METADATA = List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "labels",
            "annotations",
            "ownerReferences");

    private Trimming() {}

    /** Trims the tree itself, and sets kind and apiVersion, which items of a list do not have. */
    static ObjectNode trim(ObjectNode object, SnapshotKind kind) {
        object.put("apiVersion", kind.apiVersion());
        object.put("kind", kind.kind());
        if (object.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
            if (kind == SnapshotKind.NODE) {
                metadata.remove("annotations");
            } else if (metadata.get("annotations") instanceof ObjectNode annotations) {
                keepShort(annotations);
            }
        }
        if (object.get("status") instanceof ObjectNode status) {
            status.retain(kind.keptStatus());
            if (status.isEmpty()) {
                object.remove("status");
            }
        }
        if (kind == SnapshotKind.CONFIG_MAP) {
            object.remove("binaryData");
            if (object.get("data") instanceof ObjectNode data) {
                dropLong(data);
            }
        }
        return object;
    }

    /** Of a pod anywhere in the cluster. */
    static PodSummary summarize(ObjectNode pod) {
        ObjectNode summary = JsonMapper.shared().createObjectNode();
        ObjectNode metadata = summary.putObject("metadata");
        SUMMARY_METADATA.forEach(key -> copy(pod.path("metadata"), key, metadata));
        if (metadata.get("annotations") instanceof ObjectNode annotations) {
            retain(annotations, key -> key.startsWith(Keys.PREFIX) && !key.equals(Keys.CLIENT_PROPERTIES));
            keepShort(annotations);
        }
        copy(pod.path("spec"), "nodeName", summary.putObject("spec"));
        copy(pod.path("status"), "phase", summary.putObject("status"));
        if (PodView.of(pod, Set.of()).isAlluxioPod()) {
            summary.put(PodSummary.ALLUXIO_POD, true);
        }
        PodSummary whole = PodSummary.of(summary);
        if (whole.bytes() > SnapshotLimits.POD_SUMMARY && metadata.get("labels") instanceof ObjectNode labels) {
            retain(labels, key -> key.startsWith(Keys.PREFIX));
            metadata.remove("ownerReferences");
            return PodSummary.of(summary);
        }
        return whole;
    }

    private static void copy(JsonNode from, String key, ObjectNode to) {
        JsonNode value = from.get(key);
        if (value != null) {
            to.set(key, value);
        }
    }

    private static void keepShort(ObjectNode annotations) {
        annotations.remove(LAST_APPLIED);
        Iterator<Map.Entry<String, JsonNode>> entries = annotations.properties().iterator();
        while (entries.hasNext()) {
            if (entries.next().getValue().stringValue("").length() > SnapshotLimits.KEPT_ANNOTATION) {
                entries.remove();
            }
        }
    }

    private static void dropLong(ObjectNode data) {
        for (Map.Entry<String, JsonNode> entry : Set.copyOf(data.properties())) {
            if (entry.getValue().stringValue("").length() > SnapshotLimits.KEPT_CONFIG_VALUE) {
                data.set(entry.getKey(), OmittedValue.tooLong());
            }
        }
    }

    private static void retain(ObjectNode object, java.util.function.Predicate<String> kept) {
        object.retain(object.propertyNames().stream().filter(kept).toList());
    }
}
