package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.ServerProcess;
import alluxio.admission.app.chart.NodelessCluster.Place;
import alluxio.admission.app.cli.Run;
import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import alluxio.admission.testcluster.Helm;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Without nodes: pods are objects whose status the test writes, at addresses where the server really answers and Alluxio is a
 * stub, so that lists, rights, the pod proxy and the dry run are the API server's own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("check, through a real API server")
class CheckIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ApiServer server = ApiServer.start(ApiServerOptions.defaults());
    private final Requests requests = new Requests(server);
    private final NodelessCluster cluster = new NodelessCluster(server);
    private final List<AutoCloseable> open = new ArrayList<>(List.of(server));

    private @Nullable ServerProcess process;
    private @Nullable Run before;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    void install(@TempDir Path serverFolder) throws Exception {
        NodelessAlluxio alluxio = new NodelessAlluxio();
        open.addFirst(alluxio);
        Definitions.create(server);
        alluxio.apply(cluster);
        before = check(server.kubeconfig(), "--pre");
        Helm.four()
                .run(List.of(
                        "install",
                        Chart.RELEASE,
                        Chart.FOLDER.toString(),
                        "--namespace",
                        Chart.NAMESPACE,
                        "--create-namespace",
                        "--kubeconfig",
                        server.kubeconfig().toString(),
                        "--set",
                        "discovery.namespaces={alluxio},discovery.pods=true"));
        process = InstalledServer.start(server, Chart.RELEASE, serverFolder);
        open.addFirst(server());
        await(text -> text.startsWith("200"), () -> {
            HttpResponse<String> answer = server().managed("/readyz");
            return answer.statusCode() + answer.body();
        });
        server.exposeService(Chart.NAMESPACE, Chart.RELEASE, 443, List.of(server().port()));
        cluster.serverPods(server().managementPort());
        cluster.status("Deployment", Chart.NAMESPACE, Chart.RELEASE, "{\"replicas\": 2, \"readyReplicas\": 2}");
        await(text -> text.contains("\\\"result\\\":\\\"injected"), this::probe);
        cluster.run(client("web-1"), new Place("node-1", alluxio.workerPort()));
    }

    private ServerProcess server() {
        return Objects.requireNonNull(process);
    }

    @AfterAll
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    @Order(1)
    @DisplayName("finds a healthy installation all ok, with all rights")
    void healthy() {
        Run run = check(server.kubeconfig());
        assertThat(run.out()).as(run.err()).contains("all ok").doesNotContain("skipped", "warning", "failed  ");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    @DisplayName("--pre, before anything is installed, says where Alluxio runs and how to install")
    void beforeInstallation() {
        Run run = Objects.requireNonNull(before);
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(lines(run, "ok"))
                .anyMatch(line -> line.startsWith("ok       Kubernetes: v1."))
                .contains(
                        "ok       your rights: all that an installation needs",
                        "ok       names: free",
                        "ok       other webhooks: none in the way",
                        "ok       Alluxio: in alluxio; install with: helm install alluxio-admission deploy/chart --namespace "
                                + "alluxio-admission --create-namespace --set 'discovery.namespaces={alluxio}' (without Helm, "
                                + "afterwards: bin/alluxio-admission trust alluxio)");
        Run again = check(server.kubeconfig(), "--pre");
        assertThat(lines(again, "warning"))
                .containsExactly("warning  names: alluxio-admission is installed in alluxio-admission already");
        Run elsewhere = check(server.kubeconfig(), "--pre", "-n", "elsewhere");
        assertThat(elsewhere.exitCode()).isEqualTo(1);
        assertThat(lines(elsewhere, "failed"))
                .containsExactly(
                        "failed   names: alluxio-admission is installed in alluxio-admission: two installations would both "
                                + "inject the same pods");
    }

    @Test
    @DisplayName("--pre names each right that is missing")
    void withoutRights() throws IOException {
        Path stranger = account("stranger", """
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: stranger}, rules: []}
                """);
        Run run = check(stranger, "--pre");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(lines(run, "failed"))
                .containsExactly("failed   your rights: you may not create all objects of an installation");
        assertThat(run.out()).contains("create secrets in alluxio-admission", "and 8 more");
    }

    @Test
    @DisplayName("profile prints what the server has discovered, with sources")
    void profile() {
        Run run = Run.of("profile", "--kubeconfig", server.kubeconfig().toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("name: alluxio.alluxio", "hostPath: /tmp/alluxio-domain", "DaemonSet alluxio/alluxio-worker");
        assertThat(run.err()).doesNotContain("the webhook does not use this");
    }

    @Test
    @DisplayName(
            "profile --cluster completes a written profile, shows both sides of a difference, and prints a file that can be saved")
    void completedProfile() throws IOException {
        Path file = written("written.yaml", """
                discovery: {namespaces: [alluxio]}
                profiles:
                - name: mine
                  namespace: alluxio
                  shortCircuit: {hostPath: /mnt/mine}
                """);
        Run run = Run.of(
                "profile",
                "--cluster",
                "--config",
                file.toString(),
                "--kubeconfig",
                server.kubeconfig().toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "defaultProfile: mine\n",
                        "version: 2.9.6  # DaemonSet alluxio/alluxio-worker, image alluxio/alluxio:2.9.6\n",
                        "- alluxio-master-0:19998\n",
                        "hostPath: /mnt/mine\n",
                        "mountPath: /opt/domain  # DaemonSet alluxio/alluxio-worker, volume alluxio-domain\n",
                        "hostPath: /mnt/alluxio  # DaemonSet alluxio/alluxio-fuse, volume alluxio-fuse-mount\n")
                .doesNotContain("alluxio.alluxio", "/tmp/alluxio-domain");
        assertThat(run.err().lines())
                .containsExactly(
                        "profile  key                    written (counts)  discovered           source",
                        "mine     shortCircuit.hostPath  /mnt/mine         /tmp/alluxio-domain  DaemonSet alluxio/alluxio-worker, volume "
                                + "alluxio-domain");
        assertThat(new AdmissionConfigurationReader().read(run.out(), "out"))
                .isInstanceOf(ConfigurationResult.Loaded.class);
    }

    @Test
    @DisplayName("explain --cluster names the object that each value of a pod comes from")
    void explainedSources() throws IOException {
        ObjectNode pod = client("explained");
        pod.withObject("metadata").putObject("labels").put(Keys.INJECT, "true");
        pod.withObject("metadata").putObject("annotations").put(Keys.FEATURES, "short-circuit,fuse");
        Path file = Files.writeString(folder.resolve("client.yaml"), pod.toString());
        Run run = Run.of(
                "explain", "--cluster", "--kubeconfig", server.kubeconfig().toString(), "-f", file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains(
                        "(profile: shortCircuit.hostPath, of DaemonSet alluxio/alluxio-worker, volume alluxio-domain)",
                        "(profile: fuse.hostPath, of DaemonSet alluxio/alluxio-fuse, volume alluxio-fuse-mount)",
                        "(computed: master.addresses and the namespace of the profile, of DaemonSet alluxio/alluxio-worker, "
                                + "ALLUXIO_JAVA_OPTS of ConfigMap alluxio-config)");
    }

    @Test
    @DisplayName(
            "validate and inject --from-cluster decide by the configuration of the ConfigMap, completed with what runs")
    void fromCluster() throws IOException {
        ObjectNode pod = client("from-cluster");
        pod.withObject("metadata").putObject("labels").put(Keys.INJECT, "true");
        String file = Files.writeString(folder.resolve("from-cluster.yaml"), pod.toString())
                .toString();
        String kubeconfig = server.kubeconfig().toString();
        Run inject = Run.of("inject", "--from-cluster", "--kubeconfig", kubeconfig, "-f", file);
        assertThat(inject.exitCode()).as(inject.err()).isZero();
        assertThat(inject.out()).contains("\\\"profile\\\":\\\"alluxio.alluxio\\\"");
        pod.withObject("metadata").putObject("annotations").put("alluxio.io/profile", "alluxio.alluxio");
        Files.writeString(folder.resolve("from-cluster.yaml"), pod.toString());
        assertThat(Run.of("validate", "-f", file).exitCode()).isEqualTo(1);
        Run validate = Run.of("validate", "--from-cluster", "--kubeconfig", kubeconfig, "-f", file);
        assertThat(validate.exitCode()).as(validate.out() + validate.err()).isZero();
        Run both = Run.of("validate", "--from-cluster", "--kubeconfig", kubeconfig, "-f", file, "--config", "x.yaml");
        assertThat(both.err()).contains("leave out --config");
        Run elsewhere = Run.of(
                "validate", "--from-cluster", "--installation", "default", "--kubeconfig", kubeconfig, "-f", file);
        assertThat(elsewhere.exitCode()).isEqualTo(2);
        assertThat(elsewhere.err()).contains("no installation of alluxio-admission is seen in this cluster");
    }

    @Test
    @Order(6)
    @DisplayName(
            "explain TYPE/NAME reads a live object with its caller's rights, and says that a pod runs without Alluxio")
    void explainLive() throws IOException {
        Run run = explain(server.kubeconfig(), "pod/late", "-n", "default");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("pod/late: Pod default/late\n  not injected ", "alluxio.alluxio");
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("a new pod like it would be", "delete it and apply it again; alluxio-admission check says");
        missedOptIn();
        Run worker = explain(server.kubeconfig(), "ds/alluxio-worker", "-n", "alluxio");
        assertThat(worker.out())
                .as(worker.err())
                .contains("daemonset/alluxio-worker: DaemonSet alluxio/alluxio-worker");
        Run absent = explain(server.kubeconfig(), "deploy/absent", "-n", "default");
        assertThat(absent.exitCode()).isEqualTo(2);
        assertThat(absent.err()).startsWith("explain: there is no deployment/absent in namespace default at https://");
        Path blind = account("blind", """
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: blind}, rules: []}
                """);
        assertThat(explain(blind, "pod/late", "-n", "default").err())
                .contains("cannot read pod/late: pods \"late\" is forbidden");
    }

    /** The API server has no controllers here: what they would have made is created. */
    private void missedOptIn() {
        String spec =
                "{selector: {matchLabels: {app: x}}, template: {metadata: {labels: {app: x}}, spec: {containers: [{name: app,"
                        + " image: a}]}}}";
        String deployment = create("""
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: missed, labels: {alluxio.io/inject: "true"}}, spec: %s}
                """.formatted(spec));
        String replicaSet = create("""
                {apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: missed-x, ownerReferences: [{apiVersion: apps/v1, kind:
                Deployment, name: missed, uid: %s, controller: true}]}, spec: %s}
                """.formatted(deployment, spec));
        create("""
                {apiVersion: v1, kind: Pod, metadata: {name: missed-x-y, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet,
                name: missed-x, uid: %s, controller: true}]}, spec: {containers: [{name: app, image: a}]}}
                """.formatted(replicaSet));
        assertThat(explain(server.kubeconfig(), "pod/missed-x-y", "-n", "default")
                        .out()
                        .replaceAll("\\s+", " "))
                .contains(
                        "not asked Deployment default/missed has the label alluxio.io/inject in its own metadata, not in its"
                                + " template to do set the label alluxio.io/inject: \"true\" in spec.template.metadata.labels of"
                                + " Deployment default/missed");
    }

    /** Its uid. */
    private String create(String yaml) {
        ObjectNode object =
                (ObjectNode) new KubeYaml().read(yaml, "object").getFirst().content();
        Requests.Reply reply = requests.create(object, "default", "");
        assertThat(reply.good()).as(reply.text()).isTrue();
        return reply.json().at("/metadata/uid").asString();
    }

    private static Run explain(Path kubeconfig, String... arguments) {
        return Run.of(Stream.concat(Stream.of("explain", "--kubeconfig", kubeconfig.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    @Test
    @Order(2)
    @DisplayName("skips what its caller may not see, and says which right to ask for")
    void withoutProxy() throws IOException {
        Path reader = account("reader", """
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}, rules: [
                {apiGroups: [""], resources: [namespaces, nodes, persistentvolumes, pods, events, services, configmaps, persistentvolumeclaims], verbs: [list]},
                {apiGroups: [apps], resources: [deployments, statefulsets, daemonsets], verbs: [list]},
                {apiGroups: [admissionregistration.k8s.io], resources: ["*"], verbs: [list]}]}
                """);
        Run run = check(reader);
        assertThat(run.exitCode()).isZero();
        assertThat(lines(run, "skipped"))
                .containsExactly(
                        "skipped  certificates: cannot ask pods in alluxio-admission; ask for the right to get pods/proxy there",
                        "skipped  dry run: cannot create pods in default; ask for the right to create pods, or choose another "
                                + "namespace in the kubeconfig's context",
                        "skipped  loaded: cannot ask pods in alluxio-admission; ask for the right to get pods/proxy there",
                        "skipped  cluster seen: cannot ask pods in alluxio-admission; ask for the right to get pods/proxy there",
                        "skipped  bytes: alluxio/alluxio: cannot ask pods in alluxio; ask for the right to get pods/proxy there",
                        "skipped  sockets used: alluxio/alluxio: alluxio-worker-1: cannot ask pods in alluxio; ask for the right "
                                + "to get pods/proxy there");
        assertThat(lines(run, "warning")).isEmpty();
    }

    @Test
    @Order(3)
    @DisplayName("works for a user who sees one namespace, and says what that hides")
    void ofOneNamespace() throws IOException {
        Path tenant = account("tenant", """
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: tenant}, rules: [
                {apiGroups: [""], resources: [nodes], verbs: [list]}]}
                """);
        Run run = check(tenant, "-n", Chart.NAMESPACE);
        assertThat(run.exitCode()).isZero();
        assertThat(lines(run, "skipped"))
                .anySatisfy(
                        line -> assertThat(line)
                                .startsWith(
                                        "skipped  webhook configurations: cannot list mutatingwebhookconfigurations: ")
                                .endsWith(
                                        "; ask for the right to list mutatingwebhookconfigurations.admissionregistration.k8s.io"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("skipped  found: cannot list statefulsets in all namespaces"));
    }

    @Test
    @Order(4)
    @DisplayName("names a pod that opted in and was not injected, in JSON too, and exits with 1")
    void missed() {
        ObjectNode late = client("late");
        late.withObject("metadata").put("namespace", "default");
        cluster.run(late, new Place("node-2", 1));
        requests.send(
                "PATCH",
                "/api/v1/namespaces/default/pods/late",
                "application/merge-patch+json",
                JsonMapper.shared().readTree("{\"metadata\": {\"labels\": {\"alluxio.io/inject\": \"true\"}}}"));
        Run run = check(server.kubeconfig());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(lines(run, "failed"))
                .containsExactly("failed   injected: 1 of 2 pods that opted in run without Alluxio");
        assertThat(run.out())
                .contains("hint: create them again: kubectl -n default delete pod late, then apply it again");
        Run json = check(server.kubeconfig(), "--output", "json");
        assertThat(json.exitCode()).isEqualTo(1);
        JsonNode read = JsonMapper.shared().readTree(json.out());
        assertThat(read.path("result").asString()).isEqualTo("failed");
        assertThat(read.path("checks")
                        .valueStream()
                        .filter(check -> check.path("result").asString().equals("failed"))
                        .map(check -> check.path("check").asString() + " "
                                + check.path("link").asString()))
                .containsExactly("injected docs/check.md#injected");
    }

    @Test
    @Order(5)
    @DisplayName("is not the only one to name it: the server writes one Event about it, and has a metric")
    void reported() throws InterruptedException {
        String events = "/api/v1/namespaces/default/events?fieldSelector=reason%3DAlluxioNotInjected";
        Supplier<String> look = () -> requests.send(
                        "GET", events, "application/json", JsonMapper.shared().createObjectNode())
                .text();
        await(text -> text.contains("\"AlluxioNotInjected\""), look);
        JsonNode items = JsonMapper.shared().readTree(look.get()).path("items");
        assertThat(items).hasSize(1);
        assertThat(items.path(0).path("involvedObject").path("name").asString()).isEqualTo("late");
        assertThat(items.path(0).path("message").asString())
                .startsWith("1 pod that opted in to Alluxio runs without it")
                .endsWith("kubectl -n default delete pod late, then apply it again");
        await(
                text -> text.contains("\nalluxio_admission_pods_not_injected 1.0\n")
                        && text.contains("\nalluxio_admission_missed_pod_events_total 1.0\n"),
                () -> server().managed("/metrics").body());
    }

    @Test
    @DisplayName("says that the cluster was not reached, and exits with 3; wrong usage is 2")
    void unreachable() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        Files.writeString(
                nowhere, Files.readString(server.kubeconfig()).replaceAll("https://[^\\s\"]+", "https://127.0.0.1:9"));
        Run run = check(nowhere);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("check: the API server did not answer");
        Run context = check(server.kubeconfig(), "--context", "nobody");
        assertThat(context.exitCode()).isEqualTo(2);
        assertThat(context.err()).contains("there is no context \"nobody\" in the kubeconfig");
    }

    /** A configuration file with these keys. */
    private Path written(String name, String keys) throws IOException {
        return Files.writeString(
                folder.resolve(name), "apiVersion: admission.alluxio.io/v1\nkind: AdmissionConfiguration\n" + keys);
    }

    /** A kubeconfig of an account with these rights alone. */
    private Path account(String name, String role) throws IOException {
        for (String yaml : List.of(
                role,
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s, namespace: default}}".formatted(name),
                """
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: %1$s},
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s},
                subjects: [{kind: ServiceAccount, name: %1$s, namespace: default}]}
                """.formatted(name))) {
            Requests.Reply reply = requests.create(
                    (ObjectNode) new KubeYaml().read(yaml, name).getFirst().content(), "default", "");
            assertThat(reply.good()).as(reply.text()).isTrue();
        }
        return Tokens.kubeconfig(server, "default", name, folder.resolve(name));
    }

    private static List<String> lines(Run run, String status) {
        return run.out().lines().filter(line -> line.startsWith(status + " ")).toList();
    }

    private static Run check(Path kubeconfig, String... more) {
        List<String> command = new ArrayList<>(List.of("check", "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(more));
        return Run.of(command.toArray(String[]::new));
    }

    private static ObjectNode client(String name) {
        return (ObjectNode) new KubeYaml()
                .read(
                        "{apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: team}, spec: {containers: [{name: app, image: app}]}}"
                                .formatted(name),
                        "client")
                .getFirst()
                .content();
    }

    private String probe() {
        return requests.create(client("probe"), "team", "?dryRun=All").text();
    }

    private static void await(Predicate<String> good, Supplier<String> look) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String last = look.get();
        while (!good.test(last)) {
            assertThat(System.nanoTime()).as(last).isLessThan(deadline);
            Thread.sleep(100);
            last = look.get();
        }
    }
}
