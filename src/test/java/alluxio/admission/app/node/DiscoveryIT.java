package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

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

    private final AlluxioOnNode alluxio;
    private final Installation installation;
    private final DiscoveredAlluxio discovered;
    private final ClientPods pods;

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
    @DisplayName("reads every byte through the socket; the same pod without the label, over TCP")
    void readsThroughTheSocket() {
        assertThat(directories("probe")).containsExactly(FIRST);
        String written = pods.run(pods.labelled("writer", "write", "/file", Long.toString(SIZE)));
        assertThat(traffic("unlabelled", withoutLabel("tcp-reader", "read", "/file"), written))
                .isEqualTo(new Traffic(0, SIZE));
        assertThat(traffic("labelled", pods.labelled("reader", "read", "/file"), written))
                .isEqualTo(new Traffic(SIZE, 0));
    }

    @Test
    @Order(2)
    @DisplayName("still does after the workers' directory has moved")
    void followsTheDirectory() {
        discovered.deployWithDirectory(MOVED);
        discovered.awaitWorker();
        Waiting.until("the new directory is injected", () -> directories("probe"), List.of(MOVED)::equals);
        String written = pods.run(pods.labelled("writer-moved", "write", "/moved", Long.toString(SIZE)));
        assertThat(traffic("labelled, after a move", pods.labelled("reader-moved", "read", "/moved"), written))
                .isEqualTo(new Traffic(SIZE, 0));
    }

    @Test
    @Order(3)
    @DisplayName(
            "starts without it when the socket is on a claim, with a warning that names the chart's value, and reads over TCP")
    void startsWithoutAClaim() throws IOException {
        discovered.deployWithClaim();
        discovered.awaitWorker();
        Waiting.until("no directory is injected", () -> directories("probe"), List::isEmpty);
        Path manifest = Files.writeString(
                alluxio.folder().resolve("claimed.yaml"),
                Serialization.asYaml(
                        pods.labelled("warned", "write", "/warned", "1").build()));
        String said = alluxio.node().kubectl("create", "--dry-run=server", "-f", manifest.toString());
        assertThat(said).contains("Warning: ").contains("shortCircuit.volumeType=hostPath");
        String written = pods.run(pods.labelled("writer-claimed", "write", "/claimed", Long.toString(SIZE)));
        assertThat(traffic("labelled, socket on a claim", pods.labelled("reader-claimed", "read", "/claimed"), written))
                .isEqualTo(new Traffic(0, SIZE));
    }

    /** Directories of the node that a labelled pod would mount. */
    private List<String> directories(String name) {
        Pod admitted = pods.admitted(pods.labelled(name, "read", "/file"));
        return admitted.getSpec().getVolumes().stream()
                .map(volume -> volume.getHostPath())
                .filter(path -> path != null)
                .map(HostPathVolumeSource::getPath)
                .toList();
    }

    /** It finds the master by what an injected pod would be told. */
    private PodBuilder withoutLabel(String name, String... arguments) {
        return pods.unlabelled(name, arguments)
                .editSpec()
                .editContainer(0)
                .addNewEnv()
                .withName("JAVA_TOOL_OPTIONS")
                .withValue("-Dalluxio.master.hostname=" + AlluxioOnNode.MASTER + "." + discovered.namespace())
                .endEnv()
                .endContainer()
                .endSpec();
    }

    private Traffic traffic(String what, PodBuilder pod, String written) {
        Pod worker = discovered.awaitWorker();
        Traffic before = Traffic.settled(worker);
        assertThat(pods.run(pod)).isEqualTo(written);
        Traffic traffic = Traffic.settled(worker).since(before);
        System.out.printf("discovery: %-40s %s%n", what, traffic);
        return traffic;
    }
}
