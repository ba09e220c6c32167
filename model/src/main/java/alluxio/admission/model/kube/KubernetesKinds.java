package alluxio.admission.model.kube;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Which kinds of objects are Kubernetes' own. A kind's name alone does not tell: Knative has a {@code Service}, Volcano a
 * {@code Job}, Kruise a {@code StatefulSet}.
 */
public final class KubernetesKinds {
    /** Workloads and policies were there until Kubernetes 1.16, and old manifests still say so. */
    private static final String FORMER_GROUP = "extensions";

    /** The group of each kind that rules, injection and discovery are about; "" for a core type. */
    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("ConfigMap", ""),
            Map.entry("LimitRange", ""),
            Map.entry("Namespace", ""),
            Map.entry("Node", ""),
            Map.entry("PersistentVolume", ""),
            Map.entry("PersistentVolumeClaim", ""),
            Map.entry("Pod", ""),
            Map.entry("PodTemplate", ""),
            Map.entry("ReplicationController", ""),
            Map.entry("ResourceQuota", ""),
            Map.entry("Secret", ""),
            Map.entry("Service", ""),
            Map.entry("ServiceAccount", ""),
            Map.entry("DaemonSet", "apps"),
            Map.entry("Deployment", "apps"),
            Map.entry("ReplicaSet", "apps"),
            Map.entry("StatefulSet", "apps"),
            Map.entry("CronJob", "batch"),
            Map.entry("Job", "batch"),
            Map.entry("NetworkPolicy", "networking.k8s.io"),
            Map.entry("RuntimeClass", "node.k8s.io"),
            Map.entry("StorageClass", "storage.k8s.io"));

    private static final Set<String> FORMERLY_IN_EXTENSIONS =
            Set.of("DaemonSet", "Deployment", "ReplicaSet", "NetworkPolicy");

    private KubernetesKinds() {}

    /** Whether a type is one of those that are listed here. A type without a group and a version is taken by its kind. */
    public static boolean contains(GroupVersionKind type) {
        String group = GROUPS.get(type.kind());
        return group != null
                && (group.equals(type.group())
                        || (type.group().isEmpty() && type.version().isEmpty())
                        || (type.group().equals(FORMER_GROUP) && FORMERLY_IN_EXTENSIONS.contains(type.kind())));
    }

    /** Whether an object is of such a type. */
    public static boolean contains(JsonNode object) {
        return contains(GroupVersionKind.of(object));
    }

    /** Whether an object only has the name of such a kind, and is of another group. */
    public static boolean isNamesake(JsonNode object) {
        return GROUPS.containsKey(JsonNodes.text(object, "kind")) && !contains(object);
    }
}
