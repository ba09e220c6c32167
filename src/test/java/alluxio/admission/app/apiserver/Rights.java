package alluxio.admission.app.apiserver;

import alluxio.admission.app.chart.Chart;
import alluxio.admission.app.chart.Tokens;
import alluxio.admission.testcluster.ApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What the chart lets a server do that looks after its certificates, and nothing else. */
final class Rights {
    private static final Set<String> KINDS =
            Set.of("ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");

    private Rights() {}

    /**
     * Creates account, roles and bindings, and the policy that holds the account to the caBundle, and writes a kubeconfig
     * with a token.
     *
     * @param name of the account, and of the mutating webhook configuration; the Secret has {@code -ca} behind it
     */
    static Path kubeconfig(ApiServer server, String namespace, String name, Path folder) {
        KubernetesClient client = server.client();
        for (ObjectNode object : Chart.render(
                name, "fullnameOverride=\"" + name + "\"", "validation.enabled=false", "uninstallHook.enabled=false")) {
            if (KINDS.contains(object.path("kind").asString())
                    || object.at("/metadata/name").asString().equals(name + "-ca-bundle")) {
                String json = object.toString()
                        .replace('"' + Chart.NAMESPACE + '"', '"' + namespace + '"')
                        .replace(":serviceaccount:" + Chart.NAMESPACE + ":", ":serviceaccount:" + namespace + ":");
                client.resource(json).create();
            }
        }
        return Tokens.kubeconfig(server, namespace, name, folder.resolve("kubeconfig"));
    }
}
