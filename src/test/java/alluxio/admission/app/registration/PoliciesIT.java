package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Api.Reply;
import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Without any webhook: an outage. Each case goes to the chart's policies as they are by default, and to the strict ones. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("In an outage of the webhook, the chart's policies")
class PoliciesIT {
    private static final List<String> SCOPES = List.of("lenient", "strict");
    private static final List<String> LABELS = List.of("true", "false", "none");
    private static final String POLICY = "ValidatingAdmissionPolicy";
    private static final String BINDING = "ValidatingAdmissionPolicyBinding";

    private final Cluster cluster;
    private final List<Cluster.Registered> registered;

    PoliciesIT(ApiServer server) {
        cluster = new Cluster(server);
        for (String scope : SCOPES) {
            for (String label : LABELS) {
                cluster.api()
                        .namespace(
                                scope + "-" + label,
                                scope,
                                label.equals("none") ? Map.of() : Map.of(Keys.INJECT, label));
            }
            cluster.api().namespace(scope + "-excluded", scope, Map.of(Keys.INJECT, "true"));
        }
        registered = SCOPES.stream()
                .map(scope -> cluster.register(RenderedChart.in(
                                scope + "-true",
                                "admissionPolicies.strict=" + scope.equals("strict"),
                                PolicyCases.EXCLUDED_PODS,
                                "namespaceSelector.excluded=[\"kube-system\",\"" + scope + "-excluded\"]")
                        .only(POLICY, BINDING)
                        .scoped(scope)))
                .toList();
        ObjectNode probe = Pods.labelled(Pods.minimal("probe"), "true");
        Cluster.await(
                () -> !cluster.dryRun("lenient-none", probe).warnings().isEmpty()
                        && !cluster.dryRun("strict-none", probe).created(),
                "the policies do not come into force");
        Cluster.await(
                () -> SCOPES.stream()
                        .noneMatch(scope -> namespace("probe", scope, "yes").created()),
                "the policy about namespaces does not come into force");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alluxio.admission.app.registration.PolicyCases#pods")
    @DisplayName(
            "tell of a pod that opted in and was not injected, or refuse it when they are strict, and pass all others")
    void pods(PolicyCases.PodCase row) {
        Reply lenient = cluster.dryRun("lenient-" + row.namespace(), row.pod());
        Reply strict = cluster.dryRun("strict-" + row.namespace(), row.pod());
        assertThat(lenient.created()).as(lenient.text()).isTrue();
        if (row.says().isEmpty()) {
            assertThat(lenient.warnings()).noneMatch(w -> w.contains("-injected-"));
            assertThat(strict.created()).as(strict.text()).isTrue();
        } else {
            assertThat(lenient.warnings())
                    .singleElement()
                    .asString()
                    .contains(row.says())
                    .contains("kubectl -n lenient-true get pods");
            assertThat(strict.code()).isEqualTo(403);
            assertThat(strict.message()).contains(row.says());
        }
    }

    @Test
    @DisplayName("let a pod that is there already be changed")
    void updates() {
        ObjectNode pod = Pods.labelled(Pods.minimal("there-already"), "false");
        assertThat(cluster.create("strict-true", pod).created()).isTrue();
        String path = Cluster.path("Pod", "strict-true") + "/there-already";
        assertThat(
                        cluster.patch(
                                path,
                                "{\"metadata\":{\"labels\":{\"alluxio.io/inject\":\"true\"},\"finalizers\":[\"example.com/x\"]}}"))
                .isEqualTo(200);
        assertThat(cluster.patch(path, "{\"metadata\":{\"finalizers\":null}}")).isEqualTo(200);
    }

    @Test
    @DisplayName("refuse a namespace's label that is neither true nor false when it is set, and only then")
    void namespaces() {
        for (String good : LABELS) {
            assertThat(namespace("good", "lenient", good).created()).isTrue();
        }
        for (String bad : List.of("yes", "True", "", "enabled")) {
            Reply refused = namespace("bad", "lenient", bad);
            assertThat(refused.code()).isEqualTo(403);
            assertThat(refused.message())
                    .contains("label alluxio.io/inject is \"" + bad + "\"; allowed: \"true\", \"false\"");
        }
        // From before the policy: outside of its scope, then brought in.
        Map<String, String> before = Map.of(Keys.INJECT, "enabled");
        cluster.api().namespace("bad-before", "elsewhere", before);
        String path = "/api/v1/namespaces/bad-before";
        assertThat(cluster.patch(path, "{\"metadata\":{\"labels\":{\"registration\":\"lenient\"}}}"))
                .isEqualTo(200);
        assertThat(cluster.patch(path, "{\"metadata\":{\"labels\":{\"team\":\"a\"}}}"))
                .isEqualTo(200);
        assertThat(cluster.patch(path, label("on"))).isEqualTo(403);
        assertThat(cluster.patch(path, label("true"))).isEqualTo(200);
        assertThat(cluster.patch(path, label("enabled"))).isEqualTo(403);
        assertThat(cluster.patch(path, "{\"metadata\":{\"labels\":{\"alluxio.io/inject\":null}}}"))
                .isEqualTo(200);
    }

    private static String label(String value) {
        return "{\"metadata\":{\"labels\":{\"alluxio.io/inject\":\"" + value + "\"}}}";
    }

    private Reply namespace(String name, String scope, String label) {
        Map<String, String> labels = new LinkedHashMap<>(Map.of(RenderedChart.SCOPE, scope));
        if (!label.equals("none")) {
            labels.put(Keys.INJECT, label);
        }
        ObjectNode namespace = Cluster.json("{\"apiVersion\":\"v1\",\"kind\":\"Namespace\"}");
        ObjectNode metadata = namespace.putObject("metadata").put("name", name);
        labels.forEach(metadata.putObject("labels")::put);
        return cluster.api().send("POST", "/api/v1/namespaces?dryRun=All", namespace, "");
    }

    @Test
    @DisplayName("tell of annotations that nobody obeys, because neither the pod nor its namespace opted in")
    void annotations() {
        ObjectNode pod = Pods.annotated(Pods.minimal("annotated"), Map.of(Keys.FEATURES, "fuse"));
        for (String namespace : List.of("strict-none", "strict-false")) {
            Reply told = cluster.dryRun(namespace, pod);
            assertThat(told.created()).isTrue();
            assertThat(told.warnings())
                    .singleElement()
                    .asString()
                    .contains("annotation alluxio.io/features has no effect")
                    .endsWith("the label alluxio.io/inject: \"true\"; set it in metadata.labels");
        }
        assertThat(cluster.dryRun("strict-none", Pods.labelled(pod, "false")).warnings())
                .isEmpty();
        assertThat(cluster.dryRun("lenient-true", pod).warnings()).noneMatch(w -> w.contains("no effect"));
        for (String ours : List.of(Keys.STATUS, Keys.CLIENT_PROPERTIES, Keys.ALLOW_FORMAT, Keys.ALLOW_DELETE)) {
            ObjectNode written = Pods.annotated(Pods.minimal("annotated"), Map.of(ours, "true"));
            assertThat(cluster.dryRun("strict-none", written).warnings()).isEmpty();
        }
        ObjectNode optedOut = Pods.annotated(Pods.minimal("annotated"), Map.of(Keys.INJECT, "false"));
        assertThat(cluster.dryRun("strict-none", optedOut).warnings()).isEmpty();
        ObjectNode meant =
                Pods.annotated(Pods.minimal("annotated"), Map.of(Keys.INJECT, "true", Keys.FEATURES, "fuse"));
        assertThat(cluster.dryRun("strict-none", meant).warnings())
                .singleElement()
                .asString()
                .endsWith(
                        "annotation alluxio.io/inject only opts out, with \"false\"; to opt in, move it to metadata.labels");
        assertThat(cluster.dryRun("strict-none", Pods.labelled(optedOut, "true"))
                        .warnings())
                .singleElement()
                .asString()
                .contains(
                        "label alluxio.io/inject has no effect: the annotation alluxio.io/inject: \"false\" opts the pod out");
        assertThat(cluster.dryRun("strict-none", Pods.labelled(PolicyCases.importer(), "true"))
                        .warnings())
                .singleElement()
                .asString()
                .contains("injection.excludedPods of the configuration leaves the pod out; remove the label");
        assertThat(cluster.dryRun("strict-true", PolicyCases.importer()).warnings())
                .isEmpty();
        ObjectNode typo = Pods.annotated(Pods.minimal("annotated"), Map.of("alluxio.io/featuers", "fuse"));
        assertThat(cluster.dryRun("lenient-none", typo).warnings()).hasSize(1);
    }

    @AfterAll
    void close() {
        registered.forEach(Cluster.Registered::close);
    }
}
