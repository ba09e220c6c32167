package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One file of known size, read by one pod after the other; after each, the worker says which way the bytes went. The
 * pods name the master themselves, so that one without the label can be compared with one that has it.
 */
@OnNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A pod reads a file of the worker on its node")
class ShortCircuitIT {
    /** No multiple of any buffer or packet. */
    private static final long SIZE = (32 << 20) + 7;

    private static final String FILE = "/short-circuit/file";
    private static final String OPTIONS = "JAVA_TOOL_OPTIONS";
    private static final String MASTER = "-Dalluxio.master.hostname=alluxio-master-0.alluxio";

    private AlluxioOnNode alluxio;
    private ClientPods pods;
    private String written;

    ShortCircuitIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.pods = new ClientPods(alluxio, "short-circuit");
        this.written = "";
    }

    @BeforeAll
    void writeTheFile() {
        alluxio.namespace("short-circuit");
        written = pods.run(pods.labelled("writer", "write", FILE, Long.toString(SIZE)));
        assertThat(written).startsWith(SIZE + " ");
    }

    @Test
    @DisplayName("with the label: every byte comes through the domain socket")
    void labelled() {
        assertThat(read("labelled", reader("labelled", true))).isEqualTo(throughTheSocket());
    }

    @Test
    @DisplayName("the same pod without the label: every byte comes over TCP")
    void unlabelled() {
        assertThat(read("unlabelled", reader("unlabelled", false))).isEqualTo(overTcp());
    }

    @Test
    @DisplayName("injected, but the property taken away: TCP, although the socket is there")
    void mountWithoutProperty() {
        Pod injected = pods.admitted(reader("no-property", true));
        PodBuilder without = ClientPods.toTakeApart(injected)
                .editSpec()
                .editContainer(0)
                .editMatchingEnv(variable -> variable.getName().equals(OPTIONS))
                .withValue(MASTER)
                .endEnv()
                .endContainer()
                .endSpec();
        assertThat(injected.getSpec().getContainers().getFirst().getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/opt/domain"));
        assertThat(read("mounted, without the property", without)).isEqualTo(overTcp());
    }

    @Test
    @DisplayName("injected, but the mount taken away: TCP, although the property is there")
    void propertyWithoutMount() {
        Pod injected = pods.admitted(reader("no-mount", true));
        PodBuilder without = ClientPods.toTakeApart(injected)
                .editSpec()
                .editContainer(0)
                .removeMatchingFromVolumeMounts(mount -> mount.getName().equals("alluxio-domain"))
                .endContainer()
                .endSpec();
        assertThat(options(injected)).contains("domain.socket.as.uuid=true");
        assertThat(read("with the property, not mounted", without)).isEqualTo(overTcp());
    }

    @Test
    @DisplayName("with JVM options of its own: they are kept, and the socket is used")
    void ownJvmOptions() {
        PodBuilder pod = reader("own-options", true)
                .editSpec()
                .editContainer(0)
                .removeMatchingFromEnv(variable -> variable.getName().equals(OPTIONS))
                .addNewEnv()
                .withName("GREETING")
                .withValue("a;b")
                .endEnv()
                .addNewEnv()
                .withName(OPTIONS)
                .withValue("-Dgreeting=$(GREETING) '-Dwith.space=two words' " + MASTER)
                .endEnv()
                .endContainer()
                .endSpec();
        assertThat(options(pods.admitted(pod))).startsWith("-Dgreeting=$(GREETING) '-Dwith.space=two words' " + MASTER);
        assertThat(read("own JAVA_TOOL_OPTIONS", pod)).isEqualTo(throughTheSocket());
    }

    @Test
    @DisplayName("an init container that reads too: both through the socket")
    void initContainer() {
        PodBuilder pod = reader("init", true);
        var first = pod.build().getSpec().getContainers().getFirst();
        PodBuilder both = pod.editSpec()
                .addToInitContainers(first.toBuilder().withName("warm-up").build())
                .endSpec();
        assertThat(read("init container and application", both)).isEqualTo(new Traffic(2 * SIZE, 0));
    }

    @Test
    @DisplayName(
            "as another user than root, with a read-only root file system and a /tmp of its own: through the socket")
    void restricted() {
        PodBuilder pod = reader("restricted", true)
                .editSpec()
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(1000L)
                .withRunAsGroup(1000L)
                .endSecurityContext()
                .addNewVolume()
                .withName("tmp")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .editContainer(0)
                .withNewSecurityContext()
                .withReadOnlyRootFilesystem(true)
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .endContainer()
                .endSpec();
        assertThat(read("non-root, read-only root file system", pod)).isEqualTo(throughTheSocket());
    }

    private PodBuilder reader(String name, boolean label) {
        PodBuilder pod = label ? pods.labelled(name, "read", FILE) : pods.unlabelled(name, "read", FILE);
        return pod.editSpec()
                .editContainer(0)
                .addNewEnv()
                .withName(OPTIONS)
                .withValue(MASTER)
                .endEnv()
                .endContainer()
                .endSpec();
    }

    /** Runs it; what it read must be what was written. */
    private Traffic read(String what, PodBuilder pod) {
        Traffic before = Traffic.settled(alluxio);
        assertThat(pods.run(pod)).isEqualTo(written);
        Traffic traffic = Traffic.settled(alluxio).since(before);
        System.out.printf("short circuit: %-40s %s%n", what, traffic);
        return traffic;
    }

    private static Traffic throughTheSocket() {
        return new Traffic(SIZE, 0);
    }

    private static Traffic overTcp() {
        return new Traffic(0, SIZE);
    }

    private static String options(Pod pod) {
        return pod.getSpec().getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getName().equals(OPTIONS))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
    }
}
