package alluxio.admission.app.snapshot;

import alluxio.admission.cluster.snapshot.ClusterSnapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.util.List;

/** The rights that a snapshot needs, written down by hand, for one account at a time. */
final class SnapshotRights {
    static final List<Right> ALL = List.of(
            new Right("apps", "statefulsets", "StatefulSet", false),
            new Right("apps", "daemonsets", "DaemonSet", false),
            new Right("apps", "deployments", "Deployment", false),
            new Right("", "configmaps", "ConfigMap", false),
            new Right("", "services", "Service", false),
            new Right("", "persistentvolumeclaims", "PersistentVolumeClaim", false),
            new Right("networking.k8s.io", "networkpolicies", "NetworkPolicy", false),
            new Right("", "pods", "Pod", false),
            new Right("", "namespaces", "Namespace", true),
            new Right("", "nodes", "Node", true),
            new Right("", "persistentvolumes", "PersistentVolume", true),
            new Right("", "limitranges", "LimitRange", true),
            new Right("", "resourcequotas", "ResourceQuota", true));

    private SnapshotRights() {}

    /** @param clusterWide whether the kind is read in the whole cluster */
    record Right(String group, String plural, String kind, boolean clusterWide) {
        boolean isSeen(ClusterSnapshot snapshot, String namespace) {
            return snapshot.isComplete(kind, clusterWide ? "" : namespace);
        }

        /** What the state says when it is missing. */
        String message(String namespace) {
            return clusterWide
                    ? "cannot list " + plural
                            + ": forbidden; apply the chart with discovery.namespaces set, which grants the right"
                    : "cannot list " + plural + " in namespace " + namespace
                            + ": forbidden; run `alluxio-admission trust " + namespace + "`";
        }

        private PolicyRule rule() {
            return new PolicyRuleBuilder()
                    .withApiGroups(group)
                    .withResources(plural)
                    .withVerbs("get", "list", "watch")
                    .build();
        }
    }

    static Right of(String plural) {
        return ALL.stream()
                .filter(right -> right.plural().equals(plural))
                .findFirst()
                .orElseThrow();
    }

    static List<Right> without(Right missing) {
        return ALL.stream().filter(right -> !right.equals(missing)).toList();
    }

    /**
     * Gives an account these rights in a namespace, and those that are for the whole cluster, instead of what it had.
     *
     * @param account in that namespace; {@code other:account} in another, which gets rights in the namespace alone
     */
    static void grant(KubernetesClient client, String namespace, String account, List<Right> rights) {
        boolean elsewhere = account.contains(":");
        String name = elsewhere ? account.substring(account.indexOf(':') + 1) : account;
        String home = elsewhere ? account.substring(0, account.indexOf(':')) : namespace;
        put(
                client,
                new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withRules(rules(rights, false))
                        .build());
        put(
                client,
                new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                        .addNewSubject("", "ServiceAccount", name, home)
                        .build());
        if (!elsewhere) {
            bind(client, namespace, name, "snapshot-" + namespace + "-" + name, rules(rights, true));
        }
    }

    /** Gives an account the right to list pods everywhere. */
    static void grantPods(KubernetesClient client, String namespace, String account) {
        bind(
                client,
                namespace,
                account,
                "snapshot-pods-" + namespace + "-" + account,
                List.of(of("pods").rule()));
    }

    private static void bind(
            KubernetesClient client, String namespace, String account, String role, List<PolicyRule> rules) {
        put(
                client,
                new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(role)
                        .endMetadata()
                        .withRules(rules)
                        .build());
        put(
                client,
                new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(role)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                        .addNewSubject("", "ServiceAccount", account, namespace)
                        .build());
    }

    private static List<PolicyRule> rules(List<Right> rights, boolean clusterWide) {
        return rights.stream()
                .filter(right -> right.clusterWide() == clusterWide)
                .map(Right::rule)
                .toList();
    }

    private static void put(KubernetesClient client, HasMetadata object) {
        client.resource(object).createOr(NonDeletingOperation::update);
    }
}
