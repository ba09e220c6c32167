package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.Run;
import alluxio.admission.model.Keys;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chart is installed with {@code discovery.namespaces} and no profile, beside an Alluxio that it knows nothing else of. */
@OnNode
@Order(OperationsOrder.DISCOVERY)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("With discovery.namespaces alone, a pod in another namespace")
class DiscoveryIT {
    private static final long SIZE = (8 << 20) + 3;
    private static final String FIRST = "/tmp/discovered-first";
    private static final String MOVED = "/mnt/discovered-moved";
    private static final String LINGERING = "lingering";

    private final AlluxioOnNode alluxio;
    private final Installation installation;
    private final DiscoveredAlluxio discovered;
    private final ClientPods pods;
    private String written = "";

    DiscoveryIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.installation = alluxio.installation();
        this.discovered = DiscoveredAlluxio.in("discovered", alluxio);
        this.pods = new ClientPods(alluxio, "discovery-clients");
    }

    @BeforeAll
    void install() {
        alluxio.namespace(pods.namespace());
        discovered.deployWithDirectory(FIRST);
        installation.chart().uninstall();
        installation.chart().installDiscovering(discovered.namespace());
        discovered.awaitWorker();
        installation.awaitInjection();
    }

    @AfterAll
    void installedAsBefore() {
        discovered.delete();
        installation.chart().uninstall();
        installation.chart().install(installation.configuration());
        installation.awaitInjection();
    }

    @Test
    @Order(1)
    @DisplayName("that looks for no socket reads over TCP, and check says so while it runs")
    void checkSeesTcp() {
        // The worker may have become ready after the servers, which look half a second later.
        Waiting.until("the directory is injected", this::directories, List.of(FIRST)::equals);
        written = pods.run(writerOverTcp());
        Pod worker = discovered.awaitWorker();
        Traffic before = Traffic.settled(worker);
        pods.create(lingeringWithoutTheProperty());
        pods.awaitRunning(LINGERING);
        Waiting.until("it has read", () -> pods.log(LINGERING, ClientPods.CONTAINER), log -> log.contains(written));
        assertThat(told("labelled, as.uuid=false", worker, before)).isEqualTo(new Traffic(0, SIZE));

        JsonNode check = check();
        assertThat(result(check, "sockets-used")).as(check.toString()).isEqualTo("warning");
        assertThat(one(check, "sockets-used").toString()).contains(LINGERING);
        System.out.println("discovery: check: " + one(check, "sockets-used").path("seen"));
    }

    @Test
    @Order(2)
    @DisplayName("reads every byte through the socket, and check says so")
    void readsThroughTheSocket() {
        assertThat(traffic("labelled", pods.labelled("reader", "read", "/file"), written))
                .isEqualTo(new Traffic(SIZE, 0));
        JsonNode check = check();
        assertThat(result(check, "sockets-used")).as(check.toString()).isEqualTo("ok");
        assertThat(one(check, "current").toString()).doesNotContain(pods.namespace());
        System.out.println("discovery: check: " + one(check, "sockets-used").path("seen"));
    }

    @Test
    @Order(3)
    @DisplayName("still does after the workers' directory has moved, and check names the pod that has the old one")
    void followsTheDirectory() {
        discovered.deployWithDirectory(MOVED);
        discovered.awaitWorker();
        Waiting.until("the new directory is injected", this::directories, List.of(MOVED)::equals);
        JsonNode check = check();
        assertThat(result(check, "current")).as(check.toString()).isEqualTo("warning");
        assertThat(one(check, "current").toString()).contains(pods.namespace() + "/" + LINGERING);
        pods.delete(LINGERING);
        String moved = pods.run(pods.labelled("writer-moved", "write", "/moved", Long.toString(SIZE)));
        assertThat(traffic("labelled, after a move", pods.labelled("reader-moved", "read", "/moved"), moved))
                .isEqualTo(new Traffic(SIZE, 0));
    }

    @Test
    @Order(4)
    @DisplayName(
            "starts without it when the socket is on a claim, with a warning that names the chart's value, and reads over TCP")
    void startsWithoutAClaim() throws IOException {
        discovered.deployWithClaim();
        discovered.awaitWorker();
        Waiting.until("no directory is injected", this::directories, List::isEmpty);
        Path manifest = Files.writeString(
                alluxio.folder().resolve("claimed.yaml"),
                Serialization.asYaml(
                        pods.labelled("warned", "write", "/warned", "1").build()));
        String said = alluxio.node().kubectl("create", "--dry-run=server", "-f", manifest.toString());
        assertThat(said).contains("Warning: ").contains("shortCircuit.volumeType=hostPath");
        String claimed = pods.run(pods.labelled("writer-claimed", "write", "/claimed", Long.toString(SIZE)));
        assertThat(traffic("labelled, socket on a claim", pods.labelled("reader-claimed", "read", "/claimed"), claimed))
                .isEqualTo(new Traffic(0, SIZE));
    }

    /** Directories of the node that a labelled pod would mount. */
    private List<String> directories() {
        Pod admitted = pods.admitted(pods.labelled("probe", "read", "/file"));
        return admitted.getSpec().getVolumes().stream()
                .map(Volume::getHostPath)
                .filter(Objects::nonNull)
                .map(HostPathVolumeSource::getPath)
                .toList();
    }

    private PodBuilder writerOverTcp() {
        return withOptions(
                pods.unlabelled("writer", "write", "/file", Long.toString(SIZE)),
                "-Dalluxio.master.hostname=" + AlluxioOnNode.MASTER + "." + discovered.namespace());
    }

    /** It is injected, but starts Java with an option that wins: it never looks for the socket. It stays after it has read. */
    private PodBuilder lingeringWithoutTheProperty() {
        String read =
                "JAVA_TOOL_OPTIONS=\"$JAVA_TOOL_OPTIONS -Dalluxio.worker.data.server.domain.socket.as.uuid=false\" "
                        + "client read /file && sleep 3600";
        return pods.pod(LINGERING, List.of("sh", "-c", read))
                .editMetadata()
                .addToLabels(Keys.INJECT, "true")
                .endMetadata();
    }

    private static PodBuilder withOptions(PodBuilder pod, String options) {
        return pod.editSpec()
                .editContainer(0)
                .addNewEnv()
                .withName("JAVA_TOOL_OPTIONS")
                .withValue(options)
                .endEnv()
                .endContainer()
                .endSpec();
    }

    private Traffic traffic(String what, PodBuilder pod, String expected) {
        Pod worker = discovered.awaitWorker();
        Traffic before = Traffic.settled(worker);
        assertThat(pods.run(pod)).isEqualTo(expected);
        return told(what, worker, before);
    }

    private static Traffic told(String what, Pod worker, Traffic before) {
        Traffic traffic = Traffic.settled(worker).since(before);
        System.out.printf("discovery: %-40s %s%n", what, traffic);
        return traffic;
    }

    private JsonNode check() {
        Run run = Run.of("check", "--kubeconfig", alluxio.node().kubeconfig().toString(), "-o", "json");
        assertThat(run.err()).isEmpty();
        return JsonMapper.shared().readTree(run.out()).path("checks");
    }

    /** What a check says of the Alluxio under test, or of all pods. */
    private JsonNode one(JsonNode checks, String check) {
        List<JsonNode> found = checks.valueStream()
                .filter(each -> each.path("check").asString().equals(check))
                .filter(each -> !check.equals("sockets-used")
                        || each.path("seen").asString().startsWith(discovered.namespace() + "/"))
                .toList();
        assertThat(found).as(check + " in " + checks).hasSize(1);
        return found.getFirst();
    }

    private String result(JsonNode checks, String check) {
        return one(checks, check).path("result").asString();
    }
}
