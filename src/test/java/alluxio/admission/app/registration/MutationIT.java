package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.ArrayList;
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
@DisplayName("The chart's webhooks that inject")
class MutationIT {
    private static final String SCOPE = "mutation";
    private static final String EXCLUDED = "mutation-excluded";
    private static final String NONE = "none";

    /**
     * @param pod its label, or {@link #NONE}
     * @param namespace its label, or {@link #NONE}
     * @param paths where it is sent
     */
    record Row(String pod, String namespace, List<String> paths) {}

    private final Cluster cluster;
    private final Recorder recorder = Recorder.start();
    private final Cluster.Registered registered;

    MutationIT(ApiServer server) {
        cluster = new Cluster(server);
        for (String label : List.of("true", "false", "maybe", NONE)) {
            cluster.api()
                    .namespace(SCOPE + "-" + label, SCOPE, label.equals(NONE) ? Map.of() : Map.of(Keys.INJECT, label));
        }
        cluster.api().namespace(EXCLUDED, SCOPE, Map.of(Keys.INJECT, "true"));
        registered = cluster.register(RenderedChart.in(
                        SCOPE + "-true",
                        "mutation.failurePolicy=\"Fail\"",
                        "config.injection.excludedPods=[{\"matchLabels\":{\"app\":\"importer\"}}]",
                        "namespaceSelector.excluded=[\"kube-system\",\"" + EXCLUDED + "\"]")
                .only("MutatingWebhookConfiguration")
                .scoped(SCOPE)
                .served(recorder.port(), recorder.caPem()));
        ObjectNode probe = Cluster.marked(Pods.labelled(Pods.minimal("probe"), "true"), "probe");
        Cluster.await(
                () -> cluster.dryRun(SCOPE + "-none", probe).created() && recorder.saw("probe"),
                "the webhooks do not come into force");
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String pod : List.of("true", "yes", "")) {
            List.of("true", "false", NONE).forEach(ns -> rows.add(new Row(pod, ns, List.of("/mutate"))));
        }
        List.of("true", "false", NONE).forEach(ns -> rows.add(new Row("false", ns, List.of())));
        rows.add(new Row(NONE, "true", List.of("/mutate/namespace")));
        List.of("false", "maybe", NONE).forEach(ns -> rows.add(new Row(NONE, ns, List.of())));
        return rows;
    }

    @ParameterizedTest(name = "pod {0}")
    @MethodSource("rows")
    @DisplayName("are sent a pod by its label, else by its namespace's, to the path that says which")
    void table(Row row) {
        ObjectNode pod = row.pod().equals(NONE) ? Pods.minimal("row") : Pods.labelled(Pods.minimal("row"), row.pod());
        assertThat(sent(pod, SCOPE + "-" + row.namespace(), row.toString())).isEqualTo(row.paths());
    }

    @Test
    @DisplayName(
            "are never sent this product's own pods, where it is installed, nor those of excluded namespaces, nor what is no creation of a pod")
    void never() {
        ObjectNode own = Pods.minimal("own");
        own.withObject("/metadata/labels").put("app.kubernetes.io/name", "alluxio-admission");
        assertThat(sent(own, SCOPE + "-true", "own")).isEmpty();
        assertThat(sent(Pods.labelled(own, "true"), SCOPE + "-true", "own, labelled"))
                .isEmpty();
        assertThat(sent(Pods.labelled(own, "true"), SCOPE + "-none", "said to be own"))
                .containsExactly("/mutate");
        assertThat(sent(Pods.labelled(Pods.minimal("x"), "true"), EXCLUDED, "excluded"))
                .isEmpty();
        assertThat(sent(Pods.minimal("x"), EXCLUDED, "excluded by namespace")).isEmpty();
        String namespace = SCOPE + "-none";
        ObjectNode pod = Cluster.marked(Pods.minimal("later"), "later");
        assertThat(cluster.create(namespace, pod).created()).isTrue();
        String path = Cluster.path("Pod", namespace) + "/later";
        assertThat(cluster.patch(path, "{\"metadata\":{\"labels\":{\"alluxio.io/inject\":\"true\"}}}"))
                .isEqualTo(200);
        assertThat(cluster.api().send("DELETE", path, Cluster.json("{}"), "").code())
                .isEqualTo(200);
        assertThat(recorder.paths("later")).isEmpty();
    }

    @Test
    @DisplayName(
            "are sent no pod that its annotation or the configuration opts out, but one whose annotation has another value")
    void optedOut() {
        for (String label : List.of("true", "yes", NONE)) {
            ObjectNode pod = label.equals(NONE) ? Pods.minimal("x") : Pods.labelled(Pods.minimal("x"), label);
            String path = label.equals(NONE) ? "/mutate/namespace" : "/mutate";
            String namespace = SCOPE + "-true";
            ObjectNode annotated = Pods.annotated(pod, Map.of(Keys.INJECT, "false"));
            assertThat(sent(annotated, namespace, label + " annotated")).isEmpty();
            ObjectNode importer = pod.deepCopy();
            importer.withObject("/metadata").withObjectProperty("labels").put("app", "importer");
            assertThat(sent(importer, namespace, label + " importer")).isEmpty();
            importer.withObject("/metadata/labels").put("app", "importer-2");
            assertThat(sent(importer, namespace, label + " other")).containsExactly(path);
            ObjectNode wrong = Pods.annotated(pod, Map.of(Keys.INJECT, "no"));
            assertThat(sent(wrong, namespace, label + " wrong")).containsExactly(path);
        }
    }

    @Test
    @DisplayName("are registered as the design says, by default and with other values")
    void registration() {
        RenderedChart defaults = RenderedChart.with();
        assertThat(defaults.webhooks()).hasSize(4).allSatisfy(entry -> {
            assertThat(entry.path("failurePolicy").asString("")).isEqualTo("Ignore");
            assertThat(entry.path("timeoutSeconds").intValue()).isEqualTo(3);
            assertThat(entry.path("sideEffects").asString("")).isEqualTo("None");
            assertThat(entry.path("matchPolicy").asString("")).isEqualTo("Equivalent");
            assertThat(entry.path("admissionReviewVersions").toString()).isEqualTo("[\"v1\"]");
            assertThat(entry.path("clientConfig").has("caBundle")).isFalse();
            assertThat(entry.at("/clientConfig/service/name").asString("")).isEqualTo("alluxio-admission");
            assertThat(entry.at("/clientConfig/service/namespace").asString("")).isEqualTo("alluxio-admission");
            assertThat(entry.at("/clientConfig/service/port").intValue()).isEqualTo(443);
        });
        assertThat(defaults.webhooks())
                .extracting(entry -> entry.path("name").asString("") + " "
                        + (entry.at("/namespaceSelector/matchExpressions/0").isMissingNode()
                                ? entry.at("/namespaceSelector/matchLabels")
                                : entry.at("/namespaceSelector/matchExpressions/0/values")))
                .containsExactlyInAnyOrder(
                        "pods.alluxio.io [\"kube-system\"]",
                        "namespaces.alluxio.io [\"kube-system\"]",
                        "validation.alluxio.io [\"kube-system\"]",
                        "configuration.alluxio.io {\"kubernetes.io/metadata.name\":\"alluxio-admission\"}");
        assertThat(defaults.objects())
                .allSatisfy(object ->
                        assertThat(object.at("/metadata/name").asString("")).startsWith("alluxio-admission"));
        RenderedChart other = RenderedChart.with(
                "mutation.failurePolicy=\"Fail\"",
                "mutation.timeoutSeconds=7",
                "mutation.reinvocationPolicy=\"Never\"",
                "validation.enabled=false",
                "namespaceSelector.excluded=null",
                "admissionPolicies.enabled=false");
        assertThat(other.objects()).hasSize(1);
        assertThat(other.webhooks()).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.path("failurePolicy").asString("")).isEqualTo("Fail");
            assertThat(entry.path("timeoutSeconds").intValue()).isEqualTo(7);
            assertThat(entry.path("reinvocationPolicy").asString("")).isEqualTo("Never");
            assertThat(entry.path("namespaceSelector").has("matchExpressions")).isFalse();
        });
        List<JsonNode> withoutMutation =
                List.copyOf(RenderedChart.with("mutation.enabled=false").objects());
        assertThat(withoutMutation)
                .extracting(object -> object.at("/metadata/name").asString(""))
                .doesNotContain("alluxio-admission-injected")
                .contains("alluxio-admission-labels");
    }

    private List<String> sent(ObjectNode pod, String namespace, String id) {
        assertThat(cluster.dryRun(namespace, Cluster.marked(pod, id)).created()).isTrue();
        return recorder.paths(id);
    }

    @AfterAll
    void close() {
        registered.close();
        recorder.close();
    }
}
