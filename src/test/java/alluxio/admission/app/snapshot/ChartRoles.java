package alluxio.admission.app.snapshot;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The two roles of the chart by which discovery reads: takes single resources out of them, and gives them back. */
final class ChartRoles {
    private final KubernetesClient client;
    private final Role inNamespace;
    private final ClusterRole inCluster;

    /** @param name of both, as they are now */
    ChartRoles(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.inNamespace =
                client.rbac().roles().inNamespace(namespace).withName(name).get();
        this.inCluster = client.rbac().clusterRoles().withName(name).get();
    }

    /** What may be listed in the namespace, and in the whole cluster; Pods first in both, as the right for all has that for one. */
    List<Rights> rights() {
        List<String> namespaced = listed(inNamespace.getRules());
        List<String> clusterWide = listed(inCluster.getRules());
        List<Rights> rights = new ArrayList<>();
        for (int i = 0; i < Math.max(namespaced.size(), clusterWide.size()); i++) {
            rights.add(new Rights(
                    i < namespaced.size() ? namespaced.get(i) : "", i < clusterWide.size() ? clusterWide.get(i) : ""));
        }
        return rights;
    }

    /** One of each role; "" for none. */
    record Rights(String inNamespace, String inCluster) {
        static final Rights NONE = new Rights("", "");

        /** What the server says when they are missing. */
        String[] messages(String namespace) {
            return Stream.of(
                            inNamespace.isEmpty()
                                    ? ""
                                    : "cannot list " + inNamespace + " in namespace " + namespace + ": forbidden; ",
                            inCluster.isEmpty() ? "" : "cannot list " + inCluster + ": forbidden; ")
                    .toArray(String[]::new);
        }

        long count() {
            return Stream.of(inNamespace, inCluster)
                    .filter(right -> !right.isEmpty())
                    .count();
        }
    }

    /** Gives all back but these. */
    void allBut(Rights missing) {
        client.rbac()
                .roles()
                .inNamespace(inNamespace.getMetadata().getNamespace())
                .withName(inNamespace.getMetadata().getName())
                .edit(role -> role.edit()
                        .withRules(without(inNamespace.getRules(), missing.inNamespace()))
                        .build());
        client.rbac()
                .clusterRoles()
                .withName(inCluster.getMetadata().getName())
                .edit(role -> role.edit()
                        .withRules(without(inCluster.getRules(), missing.inCluster()))
                        .build());
    }

    private static List<String> listed(List<PolicyRule> rules) {
        return rules.stream()
                .filter(rule -> rule.getVerbs().contains("list"))
                .flatMap(rule -> rule.getResources().stream())
                .sorted((a, b) -> Boolean.compare(b.equals("pods"), a.equals("pods")))
                .toList();
    }

    private static List<PolicyRule> without(List<PolicyRule> rules, String resource) {
        return rules.stream()
                .map(rule -> rule.edit()
                        .withResources(rule.getResources().stream()
                                .filter(each -> !each.equals(resource))
                                .toList())
                        .build())
                .filter(rule -> !rule.getResources().isEmpty())
                .toList();
    }
}
