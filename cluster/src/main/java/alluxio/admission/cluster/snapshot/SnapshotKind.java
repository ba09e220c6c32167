package alluxio.admission.cluster.snapshot;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds that a snapshot has, where each is read, and which part of its status is kept. Secrets are never read. */
enum SnapshotKind {
    STATEFUL_SET("apps", "StatefulSet", "statefulsets", Reach.NAMED_NAMESPACES),
    DAEMON_SET("apps", "DaemonSet", "daemonsets", Reach.NAMED_NAMESPACES),
    DEPLOYMENT("apps", "Deployment", "deployments", Reach.NAMED_NAMESPACES),
    CONFIG_MAP("", "ConfigMap", "configmaps", Reach.NAMED_NAMESPACES),
    SERVICE("", "Service", "services", Reach.NAMED_NAMESPACES),
    PERSISTENT_VOLUME_CLAIM("", "PersistentVolumeClaim", "persistentvolumeclaims", Reach.NAMED_NAMESPACES),
    NETWORK_POLICY("networking.k8s.io", "NetworkPolicy", "networkpolicies", Reach.NAMED_NAMESPACES),
    /** Ready workers' nodes and host ports. */
    POD("", "Pod", "pods", Reach.NAMED_NAMESPACES),
    NAMESPACE("", "Namespace", "namespaces", Reach.CLUSTER),
    NODE("", "Node", "nodes", Reach.CLUSTER),
    PERSISTENT_VOLUME("", "PersistentVolume", "persistentvolumes", Reach.CLUSTER),
    LIMIT_RANGE("", "LimitRange", "limitranges", Reach.CLUSTER),
    RESOURCE_QUOTA("", "ResourceQuota", "resourcequotas", Reach.CLUSTER);

    /** Where objects of a kind are read. */
    enum Reach {
        /** In each namespace that the configuration names, one list and watch for each. */
        NAMED_NAMESPACES,
        /** In the whole cluster by one list and watch, whether the kind has a namespace or not. */
        CLUSTER
    }

    /** Objects of a page: the client holds one page of whole objects in memory while it reads it. */
    private static final long PAGE = 100;

    /** A ConfigMap may have 1 MiB, and a tenant may write many. */
    private static final long PAGE_OF_CONFIG_MAPS = 8;

    private final String group;
    private final String kind;
    private final String plural;
    private final Reach reach;

    SnapshotKind(String group, String kind, String plural, Reach reach) {
        this.group = group;
        this.kind = kind;
        this.plural = plural;
        this.reach = reach;
    }

    /** The kind of that name; empty for one that no snapshot has. */
    static Optional<SnapshotKind> of(String kind) {
        return Arrays.stream(values()).filter(k -> k.kind.equals(kind)).findFirst();
    }

    static List<SnapshotKind> within(Reach reach) {
        return Arrays.stream(values()).filter(k -> k.reach == reach).toList();
    }

    /** As in an object's {@code kind}. */
    String kind() {
        return kind;
    }

    /** As in an object's {@code apiVersion}. */
    String apiVersion() {
        return group.isEmpty() ? "v1" : group + "/v1";
    }

    /** As in URLs and RBAC rules. */
    String plural() {
        return plural;
    }

    Reach reach() {
        return reach;
    }

    /** Keys of {@code status} that discovery, rules and {@code check} read; the rest is dropped. */
    Set<String> keptStatus() {
        return switch (this) {
            case STATEFUL_SET, DEPLOYMENT -> Set.of("replicas", "readyReplicas", "updatedReplicas");
            case DAEMON_SET -> Set.of("desiredNumberScheduled", "numberReady", "updatedNumberScheduled");
            case PERSISTENT_VOLUME_CLAIM -> Set.of("phase", "capacity");
            case POD -> Set.of("phase", "hostIP", "podIP", "conditions");
            case NAMESPACE, PERSISTENT_VOLUME -> Set.of("phase");
            case NODE -> Set.of("allocatable", "conditions", "addresses");
            case RESOURCE_QUOTA -> Set.of("hard", "used");
            case CONFIG_MAP, SERVICE, NETWORK_POLICY, LIMIT_RANGE -> Set.of();
        };
    }

    /** Whether its objects have a namespace. */
    boolean isNamespaced() {
        return switch (this) {
            case NAMESPACE, NODE, PERSISTENT_VOLUME -> false;
            default -> true;
        };
    }

    long page() {
        return this == CONFIG_MAP ? PAGE_OF_CONFIG_MAPS : PAGE;
    }

    /** For fabric8. */
    ResourceDefinitionContext definition() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion("v1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(isNamespaced())
                .build();
    }
}
