package alluxio.admission.cluster.facts;

import java.util.Optional;

/** A kind of objects that {@code check} lists, with its place in the API. */
public enum ReadableKind {
    NAMESPACE("Namespace", "v1", "namespaces", false),
    NODE("Node", "v1", "nodes", false),
    PERSISTENT_VOLUME("PersistentVolume", "v1", "persistentvolumes", false),
    MUTATING_WEBHOOKS("MutatingWebhookConfiguration", Group.ADMISSION, "mutatingwebhookconfigurations", false),
    VALIDATING_WEBHOOKS("ValidatingWebhookConfiguration", Group.ADMISSION, "validatingwebhookconfigurations", false),
    ADMISSION_POLICY("ValidatingAdmissionPolicy", Group.ADMISSION, "validatingadmissionpolicies", false),
    ADMISSION_POLICY_BINDING(
            "ValidatingAdmissionPolicyBinding", Group.ADMISSION, "validatingadmissionpolicybindings", false),
    POD("Pod", "v1", "pods", true),
    DEPLOYMENT("Deployment", Group.APPS, "deployments", true),
    STATEFUL_SET("StatefulSet", Group.APPS, "statefulsets", true),
    DAEMON_SET("DaemonSet", Group.APPS, "daemonsets", true),
    EVENT("Event", "v1", "events", true),
    SERVICE("Service", "v1", "services", true),
    CONFIG_MAP("ConfigMap", "v1", "configmaps", true),
    CLAIM("PersistentVolumeClaim", "v1", "persistentvolumeclaims", true);

    /** Groups with their versions. */
    private static final class Group {
        static final String ADMISSION = "admissionregistration.k8s.io/v1";
        static final String APPS = "apps/v1";
    }

    private final String kind;
    private final String apiVersion;
    private final String plural;
    private final boolean namespaced;

    ReadableKind(String kind, String apiVersion, String plural, boolean namespaced) {
        this.kind = kind;
        this.apiVersion = apiVersion;
        this.plural = plural;
        this.namespaced = namespaced;
    }

    /** The one of that name, such as {@code DaemonSet}. */
    public static Optional<ReadableKind> ofKind(String kind) {
        for (ReadableKind each : values()) {
            if (each.kind.equals(kind)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    public String kind() {
        return kind;
    }

    public String apiVersion() {
        return apiVersion;
    }

    /** As RBAC and paths name it: {@code daemonsets}. */
    public String plural() {
        return plural;
    }

    public boolean isNamespaced() {
        return namespaced;
    }

    /** The group, "" for the core one. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** @param namespace "" for all, and for kinds without namespaces */
    public String path(String namespace) {
        String root = group().isEmpty() ? "/api/" + apiVersion : "/apis/" + apiVersion;
        return root + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + plural;
    }
}
