package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Policy local: the client opens the worker's block files. The file that is read is nowhere but in the worker's tier, so a
 * client that has the right bytes, of which the worker has sent none, has read them there.
 */
@OnNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("With policy local, a pod")
class LocalPolicyIT {
    private static final long SIZE = (16 << 20) + 9;
    private static final String TIER = "/mnt/tier";
    private static final String FILE = "/local/file";

    private final AlluxioOnNode alluxio;
    private final SmallAlluxio small;
    private final ClientPods pods;
    private String written = "";

    LocalPolicyIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.small = SmallAlluxio.in("tiers", alluxio);
        this.pods = new ClientPods(alluxio, "tiers");
    }

    @BeforeAll
    void writeTheFile() {
        alluxio.node().run(List.of("install", "-d", "-o", "1000", "-g", "1000", TIER));
        small.restart("tier-worker.yaml", Map.of());
        written = pods.run(asking("writer", "write", FILE, Long.toString(SIZE)));
    }

    @Test
    @DisplayName("with the label writes and reads the worker's files: nothing comes by socket or TCP")
    void labelled() {
        assertThat(alluxio.node().run(List.of("find", TIER, "-type", "f", "-size", SIZE + "c")))
                .contains("/alluxioworker/");
        assertThat(read("with the label", asking("labelled", "read", FILE))).isEqualTo(new Traffic(0, 0));
    }

    @Test
    @DisplayName("as injected, but without the name of its node, gets every byte over TCP")
    void withoutHostname() {
        PodBuilder pod = ClientPods.toTakeApart(pods.admitted(asking("no-hostname", "read", FILE)))
                .editSpec()
                .editContainer(0)
                .editMatchingEnv(variable -> variable.getName().equals("ALLUXIO_CLIENT_HOSTNAME"))
                .withValueFrom(null)
                .withValue("elsewhere")
                .endEnv()
                .endContainer()
                .endSpec();
        assertThat(read("as injected, without the node's name", pod)).isEqualTo(new Traffic(0, SIZE));
    }

    @Test
    @DisplayName("as injected, but without the tier, gets every byte over TCP, and cannot write")
    void withoutTier() {
        assertThat(read("as injected, without the tier", withoutTier("no-tier", "read", FILE)))
                .isEqualTo(new Traffic(0, SIZE));
        pods.create(withoutTier("no-tier-writer", "write", "/local/other", "7"));
        Waiting.until("it gave up", () -> pods.get("no-tier-writer").getStatus().getPhase(), "Failed"::equals);
        assertThat(pods.log("no-tier-writer", ClientPods.CONTAINER)).contains(TIER);
    }

    private PodBuilder withoutTier(String name, String... arguments) {
        return ClientPods.toTakeApart(pods.admitted(asking(name, arguments)))
                .editSpec()
                .editContainer(0)
                .removeMatchingFromVolumeMounts(mount -> mount.getMountPath().equals(TIER))
                .endContainer()
                .endSpec();
    }

    private PodBuilder asking(String name, String... arguments) {
        return pods.labelled(name, arguments)
                .editMetadata()
                .addToAnnotations(Keys.PROFILE, "tiers")
                .endMetadata();
    }

    private Traffic read(String what, PodBuilder pod) {
        Traffic before = Traffic.settled(small.worker());
        assertThat(pods.run(pod)).isEqualTo(written);
        Traffic traffic = Traffic.settled(small.worker()).since(before);
        System.out.printf("policy local: %-40s %s%n", what, traffic);
        return traffic;
    }
}
