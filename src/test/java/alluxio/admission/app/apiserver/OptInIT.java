package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Registration.Route;
import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Whether a pod is injected")
class OptInIT {
    private static final String SCOPE = "opt-in";
    private static final String MISSING = "missing";
    private static final List<String> POD_LABELS = List.of("true", "false", MISSING, "True", "yes", "");
    private static final List<String> NAMESPACE_LABELS = List.of("true", "false", MISSING);

    /** What the table says. */
    private enum Verdict {
        INJECTED,
        UNTOUCHED,
        REFUSED
    }

    /**
     * @param pod the label's value, or "missing"
     * @param namespace likewise
     */
    record Row(String pod, String namespace) {
        /** Written out by hand: the pod's label wins, then the namespace's, and anything else is a mistake. */
        private Verdict verdict() {
            return switch (pod) {
                case "true" -> Verdict.INJECTED;
                case "false" -> Verdict.UNTOUCHED;
                case MISSING -> namespace.equals("true") ? Verdict.INJECTED : Verdict.UNTOUCHED;
                default -> Verdict.REFUSED;
            };
        }

        private ObjectNode toPod() {
            ObjectNode plain = Pods.minimal("opt-in");
            return pod.equals(MISSING) ? plain : Pods.labelled(plain, pod);
        }

        private String namespaceName() {
            return "opt-in-" + namespace;
        }
    }

    private final Api api;
    private final Map<Row, String> withoutWebhook = new HashMap<>();
    private final Registration registration;
    private final List<String> verdicts = new ArrayList<>();

    OptInIT(ApiServer server) {
        api = new Api(server);
        for (String label : NAMESPACE_LABELS) {
            api.namespace("opt-in-" + label, SCOPE, label.equals(MISSING) ? Map.of() : Map.of(Keys.INJECT, label));
        }
        rows().forEach(row -> withoutWebhook.put(
                row, stable(api.dryRun(row.namespaceName(), row.toPod()).text())));
        registration = Registration.start(api, SCOPE, "opt-in-missing", Route.SERVICE, TestConfigurations.everything());
    }

    static List<Row> rows() {
        return POD_LABELS.stream()
                .flatMap(pod -> NAMESPACE_LABELS.stream().map(namespace -> new Row(pod, namespace)))
                .toList();
    }

    @ParameterizedTest(name = "pod {0}")
    @MethodSource("rows")
    @DisplayName(
            "is up to its label, then to its namespace's; other values are refused, and who did not ask is not touched")
    void table(Row row) {
        Api.Reply reply = api.dryRun(row.namespaceName(), row.toPod());
        verdicts.add(row + " " + row.verdict());
        switch (row.verdict()) {
            case INJECTED ->
                assertThat(Pods.annotation(reply.pod(), Keys.STATUS)).contains("\"result\":\"injected\"");
            case UNTOUCHED -> assertThat(stable(reply.text())).isEqualTo(withoutWebhook.get(row));
            case REFUSED -> assertRefused(row, reply);
        }
    }

    private static void assertRefused(Row row, Api.Reply reply) {
        assertThat(reply.code()).isEqualTo(403);
        JsonNode status = reply.json();
        assertThat(status.path("code").intValue()).isEqualTo(403);
        assertThat(status.path("reason").stringValue("")).isEqualTo("Forbidden");
        String message = "label alluxio.io/inject is \"" + row.pod() + "\"; allowed: \"true\", \"false\"";
        assertThat(reply.message()).endsWith("denied the request: " + message);
        JsonNode causes = status.path("details").path("causes");
        assertThat(causes.size()).isEqualTo(1);
        assertThat(causes.path(0).path("reason").stringValue("")).isEqualTo("inject-label");
        assertThat(causes.path(0).path("field").stringValue("")).isEqualTo("metadata.labels[alluxio.io/inject]");
        assertThat(causes.path(0).path("message").stringValue("")).isEqualTo(message);
    }

    @Test
    @DisplayName("comes with the webhook's warnings to the client, whether the pod is injected or refused")
    void warnings() {
        ObjectNode pod = Pods.labelled(
                Pods.annotated(Pods.minimal("opt-in"), Map.of(Keys.EXCLUDE_CONTAINERS, "nobody")), "true");
        Api.Reply injected = api.dryRun("opt-in-missing", pod);
        assertThat(injected.created()).isTrue();
        assertThat(injected.warnings())
                .containsExactly("annotation alluxio.io/exclude-containers names container \"nobody\", which the pod "
                        + "does not have (yet); if no later webhook adds it, correct the name");
        ObjectNode conflict = Pods.labelled(Pods.yaml("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: opt-in, annotations: {alluxio.io/exclude-containers: nobody}}
                        spec:
                          containers: [{name: app, image: app:1, volumeMounts: [{name: data, mountPath: /opt/domain}]}]
                          volumes: [{name: data, emptyDir: {}}]
                        """), "true");
        Api.Reply refused = api.dryRun("opt-in-missing", conflict);
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message()).contains("/opt/domain").contains("\"data\"");
        assertThat(refused.warnings()).isEqualTo(injected.warnings());
    }

    /** What the API server sets anew for each object. */
    private static String stable(String text) {
        return text.replaceAll("\"(uid|creationTimestamp|time)\":\"[^\"]*\"", "\"$1\":\"\"");
    }

    @AfterAll
    void close() {
        System.out.println("opting in: " + verdicts.size() + " rows, " + registration.decisions());
        registration.close();
    }
}
