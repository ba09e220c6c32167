package alluxio.admission.app.apiserver;

import alluxio.admission.testcluster.ApiServer;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The least that a server may need to look after its certificates, for a ServiceAccount of its own. */
final class Rights {
    private static final String NAME = "webhook";
    private static final long HOURS = 3;

    private Rights() {}

    /** Creates account, roles and bindings, and writes a kubeconfig with a token. */
    static Path kubeconfig(ApiServer server, String namespace, String secret, String configuration, Path folder)
            throws IOException {
        KubernetesClient client = server.client();
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(NAME)
                        .endMetadata()
                        .build())
                .create();
        inNamespace(client, namespace, secret);
        inCluster(client, namespace, configuration);
        String token = client.serviceAccounts()
                .inNamespace(namespace)
                .withName(NAME)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(HOURS * 3600)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        Path kubeconfig = folder.resolve("kubeconfig");
        String admin = Files.readString(server.kubeconfig());
        Files.writeString(kubeconfig, admin.replace(server.token(), token));
        return kubeconfig;
    }

    /** A name cannot limit who creates. */
    private static void inNamespace(KubernetesClient client, String namespace, String secret) {
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(NAME)
                        .endMetadata()
                        .withRules(
                                rule("", "secrets", List.of("create"), List.of()),
                                rule("", "secrets", List.of("get", "update", "watch"), List.of(secret)))
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(NAME)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", NAME)
                        .addNewSubject("", "ServiceAccount", NAME, namespace)
                        .build())
                .create();
    }

    private static void inCluster(KubernetesClient client, String namespace, String configuration) {
        client.resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .endMetadata()
                        .withRules(rule(
                                "admissionregistration.k8s.io",
                                "mutatingwebhookconfigurations",
                                List.of("get", "patch", "watch"),
                                List.of(configuration)))
                        .build())
                .create();
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", NAME)
                        .addNewSubject("", "ServiceAccount", NAME, namespace)
                        .build())
                .create();
    }

    private static PolicyRule rule(String group, String resource, List<String> verbs, List<String> names) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verbs)
                .withResourceNames(names)
                .build();
    }
}
