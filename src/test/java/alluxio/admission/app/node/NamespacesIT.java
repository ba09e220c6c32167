package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@OnNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A pod in another namespace than Alluxio's")
class NamespacesIT {
    private static final long SIZE = (1 << 20) + 1;

    private final AlluxioOnNode alluxio;
    private final ClientPods pods;

    NamespacesIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.pods = new ClientPods(alluxio, "elsewhere");
    }

    @BeforeAll
    void namespace() {
        alluxio.namespace("elsewhere");
    }

    @Test
    @DisplayName("finds the master by the name that we injected, although it sets none itself")
    void findsTheMaster() {
        String written = pods.run(pods.labelled("writer", "write", "/elsewhere/file", Long.toString(SIZE)));
        assertThat(pods.run(pods.labelled("reader", "read", "/elsewhere/file"))).isEqualTo(written);
        System.out.println("namespaces: written and read from another namespace: " + written);
    }

    @Test
    @DisplayName("without the label it does not find one")
    void withoutTheLabel() {
        pods.create(pods.unlabelled("lost", "read", "/elsewhere/none")
                .editSpec()
                .editContainer(0)
                .addNewEnv()
                .withName("JAVA_TOOL_OPTIONS")
                .withValue("-Dalluxio.user.rpc.retry.max.duration=2s")
                .endEnv()
                .endContainer()
                .endSpec());
        Waiting.until("it gave up", () -> pods.get("lost").getStatus().getPhase(), phase -> phase.equals("Failed"));
        assertThat(pods.log("lost", ClientPods.CONTAINER)).contains("Failed to connect");
        pods.delete("lost");
    }

    @Test
    @DisplayName(
            "on a node without a worker it waits, says in an event for which directory, and starts when that is there")
    void waitsForTheWorker() {
        String directory = "/tmp/alluxio-elsewhere";
        pods.create(sleeper("waiting", "elsewhere"));
        List<String> events = Waiting.until(
                "an event tells why it waits",
                () -> pods.warnings("waiting"),
                messages -> messages.stream().anyMatch(message -> message.contains(directory)));
        System.out.println("node without a worker: " + events.getFirst());
        assertThat(events)
                .anyMatch(message -> message.contains("hostPath type check failed")
                        && message.contains(directory + " is not a directory"));
        assertThat(pods.get("waiting").getStatus().getPhase()).isEqualTo("Pending");
        assertThat(alluxio.node().hostPath(directory)).doesNotExist();

        alluxio.node().run(List.of("install", "-d", "-o", "1000", directory));
        pods.awaitRunning("waiting");
        pods.delete("waiting");
    }

    @Test
    @DisplayName(
            "starts there at once where the profile does not require short circuit, and nothing is made on the node")
    void optional() {
        PodBuilder pod = sleeper("optional", "optional");
        pods.create(pod);
        pods.awaitRunning("optional");
        assertThat(Files.exists(alluxio.node().hostPath("/tmp/alluxio-optional")))
                .isFalse();
        assertThat(pods.get("optional").getSpec().getVolumes())
                .noneMatch(volume -> volume.getName().equals("alluxio-domain"));
        pods.delete("optional");
    }

    private PodBuilder sleeper(String name, String profile) {
        return pods.pod(name, List.of("sleep", "600"))
                .editMetadata()
                .addToLabels(Keys.INJECT, "true")
                .addToAnnotations(Keys.PROFILE, profile)
                .endMetadata();
    }
}
