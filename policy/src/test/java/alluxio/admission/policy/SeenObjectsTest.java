package alluxio.admission.policy;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.rules.AllRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Objects that are seen together")
class SeenObjectsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

    private final PolicyEngine engine =
            new PolicyEngine(AllRules.registry(), PolicySettings.DEFAULT, InjectionPreview.NONE);

    @Test
    @DisplayName("are read once for all: ten times as many objects cost each of them hardly more steps")
    void linear() {
        long few = steps(engine::seen, objects(20)) / 20;
        long many = steps(engine::seen, objects(200)) / 200;
        assertThat(many).isLessThan(few * 13 / 10);
    }

    @Test
    @DisplayName("are read once for all in a live cluster too, where what is denied is judged twice")
    void linearInCluster() {
        long few = steps(engine::seenInCluster, objects(20)) / 20;
        long many = steps(engine::seenInCluster, objects(200)) / 200;
        assertThat(many).isLessThan(few * 13 / 10);
    }

    @Test
    @DisplayName("of another namespace count where all namespaces share something: a port of the nodes that both fit")
    void otherNamespaces() {
        ObjectNode worker = worker("worker", "/tmp/domain");
        ObjectNode other = worker("other", "/tmp/domain");
        ObjectNode ssd = Json.of("{kind: 'Node', metadata: {name: 'a', labels: {disk: 'ssd'}}}");
        ObjectNode hdd = Json.of("{kind: 'Node', metadata: {name: 'b', labels: {disk: 'hdd'}}}");
        worker.withObject("/spec/template/spec/nodeSelector").put("disk", "ssd");
        assertThat(clashes(worker, other, List.of(ssd, hdd)))
                .containsExactly("port 29999 of each node, which DaemonSet other of namespace elsewhere uses too");
        other.withObject("/spec/template/spec/nodeSelector").put("disk", "hdd");
        assertThat(clashes(worker, other, List.of(ssd, hdd))).isEmpty();
        other.withObject("/spec/template/spec/nodeSelector").removeAll();
        ((ObjectNode) ssd.get("metadata"))
                .putObject("labels")
                .put("disk", "ssd")
                .put("zone", "a");
        other.withObject("/spec/template/spec/nodeSelector").put("zone", "b");
        assertThat(clashes(worker, other, List.of(ssd, hdd)))
                .as("labels of two names, and no node that has both")
                .isEmpty();
    }

    private List<String> clashes(ObjectNode object, ObjectNode elsewhere, List<ObjectNode> nodes) {
        ObjectNode namespace = Json.of("{kind: 'Namespace', metadata: {name: 'elsewhere'}}");
        ClusterView view = new ClusterView() {
            @Override
            public List<ObjectNode> list(String kind, String inNamespace) {
                return switch (kind) {
                    case "Namespace" -> List.of(namespace);
                    case "Node" -> nodes;
                    case "DaemonSet" -> inNamespace.equals("elsewhere") ? List.of(elsewhere) : List.of();
                    default -> List.of();
                };
            }

            @Override
            public boolean isComplete(String kind, String inNamespace) {
                return true;
            }
        };
        return judge(object, engine.seenInCluster(view), Budget.ofDecision()).findings().stream()
                .filter(finding -> finding.rule().equals("port-clash"))
                .map(Finding::found)
                .toList();
    }

    @Test
    @DisplayName("are asked for once per kind and namespace, however many objects look at them")
    void readOnce() {
        List<ObjectNode> objects = objects(50);
        AtomicInteger lists = new AtomicInteger();
        SeenObjects seen = engine.seen((kind, namespace) -> {
            lists.incrementAndGet();
            return view(objects).list(kind, namespace);
        });
        objects.forEach(object -> judge(object, seen, Budget.ofDecision()));
        // Also ConfigMaps behind envFrom, which a view with names would look up.
        assertThat(lists.get()).isLessThan(ObjectKind.values().length + 3 * objects.size());
    }

    @Test
    @DisplayName("cost an object alone what it costs without a view, and give the same verdict")
    void alone() {
        for (ObjectNode object : objects(6)) {
            Budget with = Budget.ofDecision();
            Budget without = Budget.ofDecision();
            PolicyResult seen = judge(object, engine.seen(view(List.of(object))), with);
            PolicyResult blind = judge(object, engine.seen(ClusterView.NOTHING), without);
            if (!object.path("kind").stringValue("").equals("ConfigMap")) {
                assertThat(seen).isEqualTo(blind);
            }
            assertThat(with.spent()).isEqualTo(without.spent());
        }
    }

    @Test
    @DisplayName("sum up what clashes with many: one finding for each port, not one for each pair")
    void pairs() {
        List<ObjectNode> workers = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            workers.add(worker("w" + i, "/tmp/domain"));
        }
        List<Finding> clashes =
                judge(workers.getLast(), engine.seen(view(workers)), Budget.ofDecision()).findings().stream()
                        .filter(finding -> finding.rule().equals("port-clash"))
                        .toList();
        assertThat(clashes)
                .extracting(Finding::found)
                .containsExactly("port 29999 of each node, which DaemonSet w10 and 28 more use too");
    }

    private long steps(Function<ClusterView, SeenObjects> see, List<ObjectNode> objects) {
        SeenObjects seen = see.apply(view(objects));
        Budget budget = Budget.unlimited();
        objects.forEach(object -> judge(object, seen, budget));
        return budget.spent();
    }

    private PolicyResult judge(ObjectNode object, SeenObjects seen, Budget budget) {
        PolicyResult judgement = engine.evaluate(AdmissionRequest.create(object, "default"), seen, TODAY, budget);
        assertThat(judgement.errors()).isEmpty();
        return judgement;
    }

    /** Workers, clients, ConfigMaps, Services and masters in turn. */
    private static List<ObjectNode> objects(int count) {
        List<ObjectNode> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            objects.add(
                    switch (i % 5) {
                        case 0 -> worker("worker-" + i, "/tmp/domain-" + i % 3);
                        case 1 -> client("client-" + i);
                        case 2 ->
                            Json.of("{kind: 'ConfigMap', metadata: {name: 'config-" + i
                                    + "'}, data: {ALLUXIO_JAVA_OPTS: '-Dalluxio.master.hostname=m'}}");
                        case 3 ->
                            Json.of("{kind: 'Service', metadata: {name: 'service-" + i + "'}, spec: {clusterIP: 'None',"
                                    + " selector: {app: 'worker-" + i + "'}, ports: [{name: 'rpc', port: 29999}]}}");
                        default ->
                            Json.of("{kind: 'StatefulSet', metadata: {name: 'master-" + i
                                    + "'}, spec: {template: {spec:"
                                    + " {containers: [{name: 'alluxio-master', image: 'alluxio/alluxio:2.9.6',"
                                    + " args: ['master-only']}]}}}}");
                    });
        }
        return objects;
    }

    private static ObjectNode worker(String name, String directory) {
        return Json.of(
                "{kind: 'DaemonSet', metadata: {name: '" + name + "'}, spec: {template: {metadata: {labels: {app: '"
                        + name + "'}}, spec: {containers: [{name: 'alluxio-worker', image: 'alluxio/alluxio:2.9.6',"
                        + " args: ['worker-only'], ports: [{name: 'rpc', containerPort: 29999, hostPort: 29999}],"
                        + " volumeMounts: [{name: 'd', mountPath: '/opt/domain'}]}],"
                        + " volumes: [{name: 'd', hostPath: {path: '" + directory + "'}}]}}}}");
    }

    private static ObjectNode client(String name) {
        return Json.of(
                "{kind: 'Pod', metadata: {name: '" + name + "'}, spec: {containers: [{name: 'app', image: 'x/spark:3',"
                        + " envFrom: [{configMapRef: {name: 'config-2'}}],"
                        + " volumeMounts: [{name: 'alluxio-domain', mountPath: '/opt/domain'}]}],"
                        + " volumes: [{name: 'alluxio-domain', hostPath: {path: '/tmp/domain-0', type: 'Directory'}}]}}");
    }

    private static ClusterView view(List<ObjectNode> objects) {
        Map<String, List<ObjectNode>> byKind = objects.stream()
                .collect(Collectors.groupingBy(object -> object.path("kind").stringValue("")));
        return (kind, _) -> byKind.getOrDefault(kind, List.of());
    }
}
