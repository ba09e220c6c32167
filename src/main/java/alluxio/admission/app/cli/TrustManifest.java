package alluxio.admission.app.cli;

import alluxio.admission.cluster.snapshot.SnapshotRights;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The roles and bindings that discovery needs, as YAML. Made of what a snapshot reads; the chart renders the same for
 * {@code discovery.namespaces}, and a test compares the two.
 *
 * @param name of each role and binding
 * @param serviceAccount the server's
 * @param installedIn the server's namespace
 */
record TrustManifest(String name, String serviceAccount, String installedIn) {
    private record Rule(String group, List<String> resources, List<String> verbs) {
        @Override
        public String toString() {
            return """
                    - apiGroups: [%s]
                      resources: [%s]
                      verbs: [%s]
                    """.formatted(
                            group.isEmpty() ? "\"\"" : group, String.join(", ", resources), String.join(", ", verbs));
        }
    }

    /** The right to read Alluxio's objects in one namespace. */
    String inNamespace(String namespace) {
        return role("Role", namespace, rules(SnapshotRights.inNamedNamespaces(), "get", "list", "watch"));
    }

    /** @param pods whether the configuration has {@code discovery.pods: true} */
    String inCluster(boolean pods) {
        List<Rule> rules = new ArrayList<>(rules(SnapshotRights.inCluster(), "list", "watch"));
        if (pods) {
            rules.add(new Rule("", List.of("pods"), List.of("list", "watch")));
            rules.add(new Rule("", List.of("events"), List.of("create")));
        }
        return role("ClusterRole", "", rules);
    }

    private static List<Rule> rules(SortedMap<String, List<String>> kinds, String... verbs) {
        return kinds.entrySet().stream()
                .map(group -> new Rule(group.getKey(), group.getValue(), List.of(verbs)))
                .toList();
    }

    private String role(String kind, String namespace, List<Rule> rules) {
        String metadata = namespace.isEmpty() ? name : name + "\n  namespace: \"" + namespace + "\"";
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %1$s
                metadata:
                  name: %2$s
                  labels:
                    app.kubernetes.io/name: alluxio-admission
                rules:
                %3$s---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %1$sBinding
                metadata:
                  name: %2$s
                  labels:
                    app.kubernetes.io/name: alluxio-admission
                roleRef:
                  apiGroup: rbac.authorization.k8s.io
                  kind: %1$s
                  name: %4$s
                subjects:
                - kind: ServiceAccount
                  name: %5$s
                  namespace: "%6$s"
                """.formatted(
                        kind,
                        metadata,
                        String.join("", rules.stream().map(Rule::toString).toList()),
                        name,
                        serviceAccount,
                        installedIn);
    }
}
