package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Api.Reply;
import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.app.registration.MisplacedKeys.KeyCase;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Limits;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Without any webhook: it never sees these mistakes. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The policy about keys")
class KeysPolicyIT {
    private static final String SCOPE = "keys";
    private static final String OPTED_IN = "keys-in";
    private static final String INSTALLED = "keys-installed";
    private static final String MANY = "keys-many";

    private final Cluster cluster;
    private final List<Cluster.Registered> registered;

    KeysPolicyIT(ApiServer server) {
        cluster = new Cluster(server);
        cluster.api().namespace(SCOPE, SCOPE, Map.of());
        cluster.api().namespace(INSTALLED, SCOPE, Map.of());
        cluster.api().namespace(OPTED_IN, SCOPE, Map.of(Keys.INJECT, "true"));
        cluster.api().namespace(MANY, MANY, Map.of());
        registered = List.of(
                register(SCOPE, MisplacedKeys.IGNORED),
                register(
                        MANY,
                        "config.injection.ignoredKeys="
                                + IntStream.range(0, Limits.IGNORED_KEYS)
                                        .mapToObj(i -> "\"alluxio.io/" + "other".repeat(11) + i + "*\"")
                                        .toList()));
        ObjectNode probe = MisplacedKeys.pod("labels: {alluxio.io/probe: x}");
        for (String namespace : List.of(SCOPE, MANY)) {
            Cluster.await(
                    () -> !cluster.dryRun(namespace, probe).warnings().isEmpty(),
                    "the policy does not come into force");
        }
    }

    private Cluster.Registered register(String scope, String setting) {
        RenderedChart chart = RenderedChart.in(INSTALLED, setting)
                .only("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding");
        return cluster.register(RenderedChart.of(chart.objects().stream()
                        .filter(object ->
                                object.at("/metadata/name").asString("").endsWith("-keys"))
                        .toList())
                .scoped(scope));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "alluxio.admission.app.registration.MisplacedKeys#created",
        "alluxio.admission.app.registration.MisplacedKeys#everyAnnotation"
    })
    @DisplayName("warns about what is misspelt or in the wrong place when it is created, and about nothing else")
    void created(KeyCase row) {
        assertSays(cluster.dryRun(SCOPE, row.object()), row.says());
    }

    private static void assertSays(Reply reply, List<String> says) {
        assertThat(reply.code()).as(reply.text()).isBetween(200, 201);
        assertThat(reply.warnings()).as(says.toString()).hasSize(says.size());
        for (String text : says) {
            assertThat(reply.warnings())
                    .anySatisfy(warning -> assertThat(warning)
                            .contains(text)
                            .startsWith("Validation failed for ValidatingAdmissionPolicy 'alluxio-admission-keys-"));
        }
    }

    @Test
    @DisplayName("leaves out kube-system, the server's own pods and templates whose namespace opted in")
    void leftOut() {
        ObjectNode typo = MisplacedKeys.pod("labels: {alluxio.io/injct: x}");
        assertSays(cluster.dryRun("kube-system", typo), List.of());
        ObjectNode own = typo.deepCopy();
        own.withObject("/metadata/labels").put("app.kubernetes.io/name", "alluxio-admission");
        assertSays(cluster.dryRun(INSTALLED, own), List.of());
        assertSays(cluster.dryRun(SCOPE, own), List.of("alluxio.io/injct"));
        ObjectNode template = MisplacedKeys.deployment("", "}, annotations: {alluxio.io/features: fuse");
        assertSays(cluster.dryRun(OPTED_IN, template), List.of());
        assertSays(cluster.dryRun(SCOPE, template), List.of("neither the template nor the namespace"));
    }

    @Test
    @DisplayName(
            "warns about keys that are put on a pod which exists, once, and not when a subresource or something else is changed")
    void podThatExists() {
        ObjectNode pod = MisplacedKeys.pod("labels: {a: b}");
        pod.withObject("/metadata").put("name", "there");
        assertSays(cluster.create(SCOPE, pod), List.of());
        String path = Cluster.path("Pod", SCOPE) + "/there";
        String late = "has no effect on a pod that exists; set it in the template of its workload, or delete the pod";
        assertSays(patch(path, "labels", "alluxio.io/inject", "true"), List.of("label alluxio.io/inject " + late));
        assertSays(patch(path, "labels", "alluxio.io/inject", "false"), List.of());
        assertSays(patch(path, "labels", "team", "x"), List.of());
        assertSays(
                patch(path, "annotations", "alluxio.io/features", "fuse"),
                List.of("annotation alluxio.io/features " + late));
        assertSays(
                patch(path, "annotations", "alluxio.io/featuers", "fuse"),
                List.of("did you mean alluxio.io/features?"));
        assertSays(patch(path, "annotations", "alluxio.io/featuers", "hdfs"), List.of());
        assertSays(patch(path, "annotations", "alluxio.io/csi-x", "y"), List.of());
        assertSays(patch(path, "annotations", "alluxio.io/allow-format", "true"), List.of());
        assertSays(patch(path + "/status", "labels", "alluxio.io/injct", "true"), List.of());
        assertSays(
                send(
                        path + "/ephemeralcontainers",
                        "{\"spec\":{\"ephemeralContainers\":[{\"name\":\"debug\",\"image\":\"a\"}]}}"),
                List.of());
        assertSays(send(path, "{\"metadata\":{\"labels\":{\"alluxio.io/inject\":null}}}"), List.of());
        assertSays(send(path, "{\"metadata\":{\"finalizers\":[\"example.com/x\"]}}"), List.of());
        cluster.api().send("DELETE", path, Cluster.json("{\"gracePeriodSeconds\":0}"), "");
        assertSays(patch(path, "labels", "alluxio.io/injct", "true"), List.of());
        assertSays(send(path, "{\"metadata\":{\"finalizers\":null}}"), List.of());
    }

    @Test
    @DisplayName("warns about a key that an update of a workload adds, and not when it is scaled or changed otherwise")
    void workloads() {
        ObjectNode deployment = MisplacedKeys.deployment("labels: {alluxio.io/old: x}", "");
        deployment.withObject("/metadata").put("name", "there");
        assertThat(cluster.create(SCOPE, deployment).warnings()).hasSize(1);
        String path = Cluster.path("Deployment", SCOPE) + "/there";
        assertSays(send(path, "{\"spec\":{\"minReadySeconds\":1}}"), List.of());
        assertSays(send(path + "/scale", "{\"spec\":{\"replicas\":2}}"), List.of());
        assertSays(send(path + "/status", "{\"status\":{\"replicas\":1}}"), List.of());
        assertSays(
                patch(path, "labels", "alluxio.io/inject", "true"),
                List.of("label alluxio.io/inject has no effect in metadata of a Deployment"));
        String template = "{\"spec\":{\"template\":{\"metadata\":{\"%s\":{\"%s\":\"%s\"}}}}}";
        assertSays(
                send(path, template.formatted("annotations", "alluxio.io/profil", "x")),
                List.of("did you mean alluxio.io/profile?"));
        assertSays(send(path, template.formatted("labels", "alluxio.io/inject", "true")), List.of());
        assertSays(send(path, template.formatted("annotations", "alluxio.io/features", "fuse")), List.of());
    }

    @Test
    @DisplayName("warns about a namespace's misspelt label and about what is an annotation of pods, when it is new")
    void namespaces() {
        cluster.api().namespace("keys-labelled", SCOPE, Map.of("alluxio.io/before", "x"));
        String path = "/api/v1/namespaces/keys-labelled";
        assertSays(
                patch(path, "labels", "alluxio.io/injct", "true"),
                List.of("(did you mean alluxio.io/inject?); the only label"));
        assertSays(
                patch(path, "annotations", "alluxio.io/inject", "true"),
                List.of(
                        "annotation alluxio.io/inject has no effect on a Namespace; it is a label there, not an annotation"));
        assertSays(
                patch(path, "annotations", "alluxio.io/profile", "x"),
                List.of(
                        "annotation alluxio.io/profile has no effect on a Namespace; set it on pods or in their templates"));
        assertSays(
                patch(path, "labels", "alluxio.io/features", "fuse"),
                List.of("label alluxio.io/features has no effect: it is an annotation of pods; set it on pods"));
        assertSays(patch(path, "labels", "alluxio.io/inject", "true"), List.of());
        assertSays(patch(path, "labels", "team", "x"), List.of());
    }

    private Reply patch(String path, String field, String key, String value) {
        return send(path, "{\"metadata\":{\"" + field + "\":{\"" + key + "\":\"" + value + "\"}}}");
    }

    private Reply send(String path, String patch) {
        return cluster.api().send("PATCH", path, Cluster.json(patch), "");
    }

    @Test
    @DisplayName(
            "stays within the API server's budget for the largest objects, with as many ignored keys as there may be")
    void budget() {
        // At the limit of 1,000 keys in each map, all of them mistakes; beyond it nothing is said.
        assertThat(cluster.dryRun(MANY, large(1_000)).warnings()).hasSize(2).allMatch(w -> w.contains("and 2999 more"));
        assertSays(cluster.dryRun(MANY, large(1_001)), List.of());
        assertSays(cluster.dryRun(MANY, large(8_000)), List.of());
        // An error in the policy would end it here, without a word.
        ObjectNode before = large(1_000);
        before.withObject("/metadata").put("name", "large");
        assertThat(cluster.create(MANY, before).warnings()).hasSize(2);
        assertSays(
                send(
                        Cluster.path("CronJob", MANY) + "/large",
                        "{\"spec\":{\"jobTemplate\":{\"metadata\":{\"labels\":{\"alluxio.io/k1\":null,\"alluxio.io/k\":\"x\"}}}}}"),
                List.of("label alluxio.io/k is not known"));
    }

    private static ObjectNode large(int keys) {
        ObjectNode object = Pods.yaml("""
                {apiVersion: batch/v1, kind: CronJob, metadata: {name: case}, spec: {schedule: '* * * * *', jobTemplate: {spec:
                {template: {spec: {restartPolicy: Never, containers: [{name: app, image: a}]}}}}}}
                """);
        for (String place : List.of("", "/spec/jobTemplate", "/spec/jobTemplate/spec/template")) {
            for (String field : List.of("labels", "annotations")) {
                ObjectNode map = object.withObject(place + "/metadata/" + field);
                IntStream.range(0, keys).forEach(i -> map.put("alluxio.io/k" + i, "x"));
            }
        }
        return object;
    }

    @AfterAll
    void close() {
        registered.forEach(Cluster.Registered::close);
    }
}
