package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The audit log")
class AuditIT {
    private static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - level: Metadata
              resources: [{group: "", resources: [pods, namespaces]}]
              verbs: [create]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    @DisplayName("names each pod that opted in and was not injected, whoever made it, and nothing else")
    void namesThem() throws IOException {
        Path log = folder.resolve("audit.log");
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        ApiServerOptions options = ApiServerOptions.defaults()
                .withExtraFlags("--audit-policy-file=" + policy, "--audit-log-path=" + log, "--audit-log-mode=blocking");
        try (ApiServer server = ApiServer.start(options)) {
            Cluster cluster = new Cluster(server);
            cluster.api().namespace("audit", "audit", Map.of(Keys.INJECT, "true"));
            cluster.register(RenderedChart.with().only("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"));
            Cluster.await(
                    () -> !cluster.dryRun("audit", Pods.minimal("probe"))
                            .warnings()
                            .isEmpty(),
                    "the policies do not come into force");
            assertThat(cluster.create("audit", Pods.minimal("missed")).created()).isTrue();
            assertThat(cluster.create("audit", Pods.labelled(Pods.minimal("opted-out"), "false")).created())
                    .isTrue();
        }
        JsonNode missed = annotations(log, "missed");
        assertThat(missed.path("alluxio-admission-injected/not-injected").asString(""))
                .isEqualTo("pod missed");
        assertThat(missed.path("validation.policy.admission.k8s.io/validation_failure").asString(""))
                .contains("\"policy\":\"alluxio-admission-injected\"")
                .contains("\"validationActions\":[\"Warn\",\"Audit\"]")
                .contains("the webhook did not answer");
        assertThat(annotations(log, "opted-out").propertyNames()).noneMatch(key -> key.contains("alluxio") || key.startsWith("validation.policy"));
    }

    private static JsonNode annotations(Path log, String pod) throws IOException {
        List<JsonNode> events = Files.readAllLines(log).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(event -> event.at("/objectRef/name").asString("").equals(pod))
                .toList();
        assertThat(events).hasSize(1);
        return events.getFirst().path("annotations");
    }
}
