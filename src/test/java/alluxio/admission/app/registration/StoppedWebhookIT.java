package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Api.Reply;
import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/** Alluxio is there; then the webhook that judges stops, with the strictest failurePolicy. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("With failurePolicy Fail and a stopped webhook")
class StoppedWebhookIT {
    private static final String NS = "stopped";
    private static final int REFUSED = 500;
    private static final String FINALIZER = "{\"metadata\":{\"finalizers\":[\"example.com/x\"]}}";
    private static final String NO_FINALIZER = "{\"metadata\":{\"finalizers\":null}}";
    private static final String LABEL = "{\"metadata\":{\"labels\":{\"team\":\"a\"},\"annotations\":{\"note\":\"b\"}}}";

    private final Cluster cluster;
    private final Cluster.Registered registered;
    private final int port;
    private final String caPem;

    StoppedWebhookIT(ApiServer server) {
        cluster = new Cluster(server);
        cluster.api().namespace(NS, NS, Map.of());
        for (ObjectNode object : List.of(
                pod("master-0"),
                pod("master-1"),
                Pods.yaml("""
                        apiVersion: apps/v1
                        kind: StatefulSet
                        metadata: {name: masters}
                        spec:
                          serviceName: masters
                          selector: {matchLabels: {app: x}}
                          template:
                            metadata: {labels: {app: x}}
                            spec: {containers: [{name: alluxio-master, image: "alluxio/alluxio:2.9.6"}]}
                        """),
                Pods.yaml("""
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: alluxio-config}
                        data: {ALLUXIO_JAVA_OPTS: "-Dx=y"}
                        """),
                claim("alluxio-journal-master-0"),
                claim("alluxio-journal-master-1"),
                claim("alluxio-journal-master-2"),
                claim("data"))) {
            assertThat(cluster.create(NS, object).created()).isTrue();
        }
        // Nothing listens there any more.
        Recorder stopped = Recorder.start();
        port = stopped.port();
        caPem = stopped.caPem();
        stopped.close();
        registered = cluster.register(
                Sent.chart(NS).only("ValidatingWebhookConfiguration").scoped(NS).served(port, caPem));
        Cluster.await(() -> cluster.dryRun(NS, pod("probe")).code() == REFUSED, "the webhook does not come into force");
    }

    @Test
    @DisplayName("a pod of Alluxio's can be labelled, reported on, freed of finalizers and deleted")
    void pods() {
        String path = at("Pod", "master-0");
        assertThat(cluster.patch(path, LABEL)).isEqualTo(200);
        assertThat(cluster.patch(path + "/status", "{\"status\":{\"phase\":\"Running\"}}"))
                .isEqualTo(200);
        assertThat(cluster.patch(path, FINALIZER)).isEqualTo(200);
        assertThat(cluster.patch(path, "{\"spec\":{\"activeDeadlineSeconds\":100}}"))
                .as("a change of the spec is judged")
                .isEqualTo(REFUSED);
        assertThat(delete(path)).isEqualTo(200);
        assertThat(cluster.patch(path, NO_FINALIZER)).isEqualTo(200);
        assertThat(cluster.api().send("GET", path, Cluster.json("{}"), "").code())
                .isEqualTo(404);
        String evicted = at("Pod", "master-1");
        ObjectNode eviction = Cluster.json(
                "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"master-1\",\"namespace\":\"stopped\"}}");
        assertThat(cluster.api()
                        .send("POST", evicted + "/eviction", eviction, "")
                        .code())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("a workload of Alluxio's can be labelled, scaled, reported on, freed of finalizers and deleted")
    void workloads() {
        String path = at("StatefulSet", "masters");
        assertThat(cluster.patch(path, LABEL)).isEqualTo(200);
        assertThat(cluster.patch(path + "/scale", "{\"spec\":{\"replicas\":3}}"))
                .isEqualTo(200);
        assertThat(cluster.patch(path + "/status", "{\"status\":{\"replicas\":1}}"))
                .isEqualTo(200);
        assertThat(cluster.patch(path, FINALIZER)).isEqualTo(200);
        assertThat(cluster.patch(path, "{\"spec\":{\"minReadySeconds\":1}}")).isEqualTo(REFUSED);
        assertThat(delete(path)).isEqualTo(200);
        assertThat(cluster.patch(path, NO_FINALIZER)).isEqualTo(200);
        assertThat(cluster.api().send("GET", path, Cluster.json("{}"), "").code())
                .isEqualTo(404);
        String map = at("ConfigMap", "alluxio-config");
        assertThat(cluster.patch(map, LABEL)).isEqualTo(200);
        assertThat(cluster.patch(map, "{\"data\":{\"more\":\"1\"}}")).isEqualTo(REFUSED);
        assertThat(delete(map)).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "a journal's claim goes only where that is allowed, or the cluster itself cleans up; other claims go freely")
    void claims() {
        assertThat(delete(at("PersistentVolumeClaim", "data"))).isEqualTo(200);
        String allowed = at("PersistentVolumeClaim", "alluxio-journal-master-0");
        assertThat(delete(allowed)).isEqualTo(REFUSED);
        assertThat(cluster.patch(allowed, "{\"metadata\":{\"annotations\":{\"alluxio.io/allow-delete\":\"true\"}}}"))
                .isEqualTo(200);
        assertThat(delete(allowed)).isEqualTo(200);
        for (String[] cleaned : new String[][] {
            {"alluxio-journal-master-1", "system:serviceaccount:kube-system:namespace-controller"},
            {"alluxio-journal-master-2", "system:serviceaccount:kube-system:generic-garbage-collector"}
        }) {
            String path = at("PersistentVolumeClaim", cleaned[0]);
            assertThat(cluster.api()
                            .send("DELETE", path, Cluster.json("{}"), cleaned[1])
                            .code())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("what has nothing to do with Alluxio is created, changed and deleted as ever")
    void unrelated() {
        ObjectNode other = Pods.minimal("other");
        assertThat(cluster.create(NS, other).created()).isTrue();
        assertThat(cluster.patch(at("Pod", "other"), "{\"spec\":{\"activeDeadlineSeconds\":100}}"))
                .isEqualTo(200);
        assertThat(delete(at("Pod", "other"))).isEqualTo(200);
        assertThat(cluster.dryRun(NS, pod("again")).code()).isEqualTo(REFUSED);
    }

    @Test
    @DisplayName(
            "a pod that an annotation or the configuration opts out is created as ever, whatever is set for outages")
    void optedOut() {
        Map<String, Integer> codes = Map.of("stopped-ignore", 201, "stopped-fail", REFUSED, "stopped-strict", 403);
        List<Cluster.Registered> mutating = codes.keySet().stream()
                .sorted()
                .map(scope -> {
                    cluster.api().namespace(scope, scope, Map.of(Keys.INJECT, "true"));
                    return cluster.register(RenderedChart.in(
                                    NS,
                                    "mutation.failurePolicy=\"" + (scope.endsWith("fail") ? "Fail" : "Ignore") + "\"",
                                    "admissionPolicies.strict=" + scope.endsWith("strict"),
                                    PolicyCases.EXCLUDED_PODS)
                            .only(
                                    "MutatingWebhookConfiguration",
                                    "ValidatingAdmissionPolicy",
                                    "ValidatingAdmissionPolicyBinding")
                            .scoped(scope)
                            .served(port, caPem));
                })
                .toList();
        try {
            codes.forEach((scope, code) -> {
                ObjectNode asks = Pods.minimal("asks");
                Cluster.await(
                        () -> {
                            Reply reply = cluster.dryRun(scope, asks);
                            return reply.code() == code
                                    && (code != 201 || !reply.warnings().isEmpty());
                        },
                        scope + " does not come into force");
                for (ObjectNode left : List.of(
                        Pods.annotated(asks, Map.of(Keys.INJECT, "false")),
                        PolicyCases.importer(),
                        Pods.labelled(asks, "false"))) {
                    Reply reply = cluster.dryRun(scope, left);
                    assertThat(reply.created()).as(scope + ": " + reply.text()).isTrue();
                    assertThat(reply.warnings()).as(scope).isEmpty();
                }
            });
        } finally {
            mutating.forEach(Cluster.Registered::close);
        }
    }

    private static String at(String kind, String name) {
        return Cluster.path(kind, NS) + "/" + name;
    }

    private int delete(String path) {
        return cluster.api()
                .send("DELETE", path, Cluster.json("{\"gracePeriodSeconds\":0}"), "")
                .code();
    }

    private static ObjectNode pod(String name) {
        ObjectNode pod = Pods.minimal(name);
        ((ObjectNode) pod.at("/spec/containers/0"))
                .put("name", "alluxio-master")
                .put("image", "alluxio/alluxio:2.9.6");
        return pod;
    }

    private static ObjectNode claim(String name) {
        return Pods.yaml("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """.formatted(name));
    }

    @AfterAll
    void close() {
        registered.close();
    }
}
