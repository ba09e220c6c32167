package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import alluxio.admission.testcluster.ExposedService;
import alluxio.admission.testcluster.RealApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@RealApiServer
@DisplayName("A server that answers only API servers with a certificate")
class ClientCertificateIT {
    private static final String SCOPE = "client-certificate";
    private static final String SERVICE = "webhook";
    private static final String HOST = SERVICE + "." + SCOPE + ".svc";

    @TempDir
    private Path folder = Path.of("");

    private final CertificateAuthority authority =
            CertificateAuthority.create("webhook clients", Duration.ofDays(1), InstantSource.system());

    @Test
    @Timeout(240)
    @DisplayName("answers one that has it, by Service and by URL, as docs/security.md has it configured")
    void withCertificate() throws Exception {
        ApiServerOptions options = ApiServerOptions.defaults()
                .withExtraFlags("--admission-control-config-file=" + admissionConfiguration());
        try (ServerProcess server = server();
                ApiServer cluster = ApiServer.start(options)) {
            Api api = new Api(cluster);
            api.namespace(SCOPE, SCOPE, Map.of());
            ExposedService service = cluster.exposeService(SCOPE, SERVICE, 443, List.of(server.port()));
            String caPem = server.caPem();
            cluster.client()
                    .resource(Webhooks.ours("by-service", SCOPE, path -> Webhooks.byService(service, path, caPem)))
                    .create();
            Registration.awaitInjection(api, SCOPE);
            long byService = server.decisions();

            api.namespace("by-url", "by-url", Map.of());
            cluster.client()
                    .resource(Webhooks.ours("by-url", "by-url", path -> Webhooks.byUrl(server.port(), path, caPem)))
                    .create();
            Registration.awaitInjection(api, "by-url");
            assertThat(byService).isPositive();
            assertThat(server.decisions()).isGreaterThan(byService);
        }
    }

    @Test
    @Timeout(240)
    @DisplayName("refuses one that has none, and says so in log and metrics with its address")
    void withoutCertificate(ApiServer cluster) throws Exception {
        try (ServerProcess server = server()) {
            Api api = new Api(cluster);
            api.namespace(SCOPE, SCOPE, Map.of());
            String caPem = server.caPem();
            var webhooks = cluster.client()
                    .resource(Webhooks.ours(SCOPE, SCOPE, path -> Webhooks.byUrl(server.port(), path, caPem)));
            webhooks.create();
            try {
                Registration.await(
                        () -> api.dryRun(SCOPE, Pods.labelled(Pods.minimal("probe"), "true")),
                        reply -> !reply.created(),
                        "the webhook does not come into force");
                var reply = api.dryRun(SCOPE, Pods.labelled(Pods.minimal("probe"), "true"));
                assertThat(reply.created()).isFalse();
                assertThat(reply.toString()).contains("failed calling webhook").doesNotContain(Keys.STATUS);
                assertThat(server.decisions()).isZero();
                assertThat(server.managed("/metrics").body())
                        .containsPattern(
                                "alluxio_admission_connections_ended_total\\{reason=\"handshake_failed\"} [1-9]");
                assertThat(Files.readString(folder.resolve("server").resolve("log.jsonl")))
                        .contains("\"handshake_failed\"")
                        .containsPattern("\"peer\" ?: ?\"127\\.0\\.0\\.1:[0-9]+\"");
                assertThat(Files.readAllLines(folder.resolve("server").resolve("log.jsonl")))
                        .as("all output of the process is JSON")
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(
                                        JsonMapper.shared().readTree(line).propertyNames())
                                .startsWith("time", "level", "msg"));
                assertThat(server.managed("/readyz").statusCode())
                        .as("probes need no certificate")
                        .isEqualTo(200);
            } finally {
                webhooks.delete();
            }
        }
    }

    private ServerProcess server() throws IOException {
        Path file = Files.writeString(folder.resolve("clients.crt"), authority.certificatePem());
        return ServerProcess.start(folder.resolve("server"), HOST, "--client-ca", file.toString());
    }

    /** Users are found by the name that is called: of a Service, or else {@code *}. */
    private Path admissionConfiguration() throws IOException {
        KeyMaterial client = authority.issueClient("kube-apiserver", Duration.ofHours(1));
        String credentials = "client-certificate-data: %s, client-key-data: %s"
                .formatted(base64(client.chainPem()), base64(client.keyPem()));
        Path kubeconfig =
                Files.writeString(folder.resolve("webhooks.kubeconfig"), """
                apiVersion: v1
                kind: Config
                users:
                - name: %s
                  user: {%s}
                - name: "*"
                  user: {%s}
                """.formatted(HOST, credentials, credentials));
        return Files.writeString(folder.resolve("admission.yaml"), """
                apiVersion: apiserver.config.k8s.io/v1
                kind: AdmissionConfiguration
                plugins:
                - name: MutatingAdmissionWebhook
                  configuration:
                    apiVersion: apiserver.config.k8s.io/v1
                    kind: WebhookAdmissionConfiguration
                    kubeConfigFile: %s
                - name: ValidatingAdmissionWebhook
                  configuration:
                    apiVersion: apiserver.config.k8s.io/v1
                    kind: WebhookAdmissionConfiguration
                    kubeConfigFile: %s
                """.formatted(kubeconfig, kubeconfig));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
