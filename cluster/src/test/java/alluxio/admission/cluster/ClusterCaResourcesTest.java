package alluxio.admission.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.certs.managed.ApiServerException;
import alluxio.admission.cluster.WebhookConfiguration.WebhookKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Secret and the webhook configurations of an installation")
class ClusterCaResourcesTest {
    private static final String SECRETS = "/api/v1/namespaces/here/secrets";
    private static final String CONFIGURATION =
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/own";

    private static ClusterCaResources cluster(StubApi api) {
        return new ClusterCaResources(
                api.connection(), "here", "ca", List.of(new WebhookConfiguration(WebhookKind.MUTATING, "own")));
    }

    @Test
    @DisplayName("are read with their versions, decoded")
    void read() throws Exception {
        try (StubApi api = StubApi.start()) {
            api.answer("GET " + SECRETS + "/ca", 200, """
                    {"apiVersion":"v1","kind":"Secret","metadata":{"name":"ca","resourceVersion":"7"},"data":{"key":"dGV4dA=="}}
                    """).answer("GET " + CONFIGURATION, 200, """
                    {"apiVersion":"admissionregistration.k8s.io/v1","kind":"MutatingWebhookConfiguration",
                    "metadata":{"name":"own","resourceVersion":"8"},"webhooks":[
                    {"name":"a","clientConfig":{"caBundle":"dGV4dA=="}},{"name":"b","clientConfig":{}}]}
                    """);
            ClusterCaResources cluster = cluster(api);
            var secret = cluster.readSecret().orElseThrow();
            assertThat(secret.resourceVersion()).isEqualTo("7");
            assertThat(secret.data().get("key")).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
            assertThat(cluster.configurations()).containsExactly("MutatingWebhookConfiguration/own");
            var configuration = cluster.readConfiguration(
                            cluster.configurations().getFirst())
                    .orElseThrow();
            assertThat(configuration.caBundles().keySet()).containsExactly("a", "b");
            assertThat(configuration.caBundles().get("a")).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
            assertThat(configuration.caBundles().get("b")).isEmpty();
        }
    }

    @Test
    @DisplayName("may be absent")
    void absent() throws Exception {
        try (StubApi api = StubApi.start()) {
            assertThat(cluster(api).readSecret()).isEmpty();
            assertThat(cluster(api).readConfiguration("MutatingWebhookConfiguration/own"))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("that another replica has changed are a conflict")
    void conflict() throws Exception {
        try (StubApi api = StubApi.start()) {
            api.answer("POST " + SECRETS, 409, StubApi.status(409, "already exists"));
            assertThatThrownBy(() -> cluster(api).createSecret(Map.of()))
                    .isInstanceOf(ApiServerException.Conflict.class)
                    .hasMessage("cannot create Secret here/ca: already exists");
        }
    }

    @Test
    @DisplayName("that must not be read are an error with the API server's words, not a conflict")
    void forbidden() throws Exception {
        try (StubApi api = StubApi.start()) {
            api.answer("GET " + SECRETS + "/ca", 403, StubApi.status(403, "no rights"));
            assertThatThrownBy(() -> cluster(api).readSecret())
                    .isExactlyInstanceOf(ApiServerException.class)
                    .hasMessage("cannot read Secret here/ca: no rights");
        }
    }
}
