package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The life of a node's FUSE daemon, as pods see it that were there before, during and after. The steps follow each
 * other. Pods whose name starts with "deaf" are what the injector made, but without HostToContainer.
 */
@OnNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("A pod that reads through the node's FUSE daemon")
class FuseIT {
    private static final long SIZE = (8 << 20) + 3;
    private static final String PARENT = "/mnt/alluxio";
    private static final String READ = "sha256sum < $ALLUXIO_FUSE_PATH/fuse-test/file";

    private final AlluxioOnNode alluxio;
    private final ClientPods pods;
    private String sha256 = "";

    FuseIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.pods = new ClientPods(alluxio, "fuse");
    }

    @BeforeAll
    void writeTheFile() {
        alluxio.namespace("fuse");
        String written = pods.run(pods.labelled("writer", "write", "/fuse-test/file", Long.toString(SIZE)));
        sha256 = written.split(" ")[1];
    }

    @Test
    @Order(1)
    @DisplayName("waits while the node has never had a daemon, and makes nothing there")
    void beforeAnyDaemon() {
        pods.create(reader("first"));
        List<String> events = Waiting.until(
                "an event tells why it waits",
                () -> pods.warnings("first"),
                messages -> messages.stream().anyMatch(message -> message.contains(PARENT)));
        System.out.println("fuse: before any daemon: " + events.getFirst());
        assertThat(alluxio.node().hostPath(PARENT)).doesNotExist();
    }

    @Test
    @Order(2)
    @DisplayName("reads the right bytes as soon as the daemon has mounted")
    void daemonComes() {
        startDaemon();
        pods.awaitRunning("first");
        assertThat(awaitRead("first")).startsWith(sha256);
        System.out.println("fuse: daemon comes: " + SIZE + " bytes, sha256 " + sha256);
    }

    @Test
    @Order(3)
    @DisplayName("can't write to the node's disk while the daemon is away, not even as root")
    void daemonGoes() {
        stopDaemon();
        pods.create(reader("second"));
        pods.create(deaf("deaf-early"));
        pods.awaitRunning("second");
        pods.awaitRunning("deaf-early");
        assertThat(pods.shell("second", "id -u")).isEqualTo("0");
        assertThat(pods.shell("second", "mkdir -p $ALLUXIO_FUSE_PATH/x"))
                .containsAnyOf("Read-only file system", "Permission denied");
        assertThat(pods.shell("second", "echo x > " + PARENT + "/x")).contains("Read-only file system");
        assertThat(alluxio.node().run(List.of("find", PARENT, "-type", "f"))).isEmpty();
    }

    @Test
    @Order(4)
    @DisplayName(
            "reads again when the daemon is back, without a restart of its own; without HostToContainer it does not")
    void daemonComesBack() {
        startDaemon();
        assertThat(awaitRead("first")).startsWith(sha256);
        assertThat(awaitRead("second")).startsWith(sha256);
        assertThat(pods.shell("deaf-early", READ)).doesNotContain(sha256);
        assertNoRestart("first");
        assertNoRestart("second");
        System.out.println("fuse: daemon back: read by both pods without a restart; without HostToContainer: "
                + pods.shell("deaf-early", READ));
    }

    @Test
    @Order(5)
    @DisplayName("can write below the mount, where the file system allows it")
    void writes() {
        assertThat(pods.shell("first", "cp $ALLUXIO_FUSE_PATH/fuse-test/file $ALLUXIO_FUSE_PATH/fuse-test/copy"))
                .isEmpty();
        assertThat(pods.shell("second", "sha256sum < $ALLUXIO_FUSE_PATH/fuse-test/copy"))
                .startsWith(sha256);
    }

    @Test
    @Order(6)
    @DisplayName("reads again after the daemon was killed and left a dead mount behind")
    void daemonKilled() {
        pods.create(deaf("deaf-late"));
        pods.awaitRunning("deaf-late");
        assertThat(pods.shell("deaf-late", READ)).startsWith(sha256);
        String daemon = daemon();
        int restarts = restarts(daemon);
        alluxio.node().run(List.of("pkill", "-KILL", "-f", "alluxio.fuse.AlluxioFuse"));
        Waiting.until("the daemon was restarted", () -> restarts(daemon), count -> count > restarts);
        assertThat(awaitRead("first")).startsWith(sha256);
        assertThat(awaitRead("second")).startsWith(sha256);
        assertThat(pods.shell("deaf-late", READ)).doesNotContain(sha256);
        assertNoRestart("first");
        System.out.println(
                "fuse: daemon killed: read again; without HostToContainer: " + pods.shell("deaf-late", READ));
    }

    private PodBuilder reader(String name) {
        return pods.pod(name, List.of("sleep", "1000"))
                .editMetadata()
                .addToLabels(Keys.INJECT, "true")
                .addToAnnotations(Keys.FEATURES, "fuse")
                .endMetadata();
    }

    private PodBuilder deaf(String name) {
        return ClientPods.toTakeApart(pods.admitted(reader(name)))
                .editSpec()
                .editContainer(0)
                .editMatchingVolumeMount(mount -> mount.getName().equals("alluxio-fuse"))
                .withMountPropagation(null)
                .endVolumeMount()
                .endContainer()
                .endSpec();
    }

    private String awaitRead(String pod) {
        return Waiting.until(pod + " reads the file", () -> pods.shell(pod, READ), text -> text.startsWith(sha256));
    }

    private void startDaemon() {
        alluxio.node()
                .kubectl(
                        "apply",
                        "-f",
                        AlluxioOnNode.example("alluxio/fuse.yaml").toString());
        alluxio.awaitReady(AlluxioOnNode.ALLUXIO, "", 3);
    }

    private void stopDaemon() {
        alluxio.node().kubectl("delete", "daemonset", "-n", AlluxioOnNode.ALLUXIO, "alluxio-fuse");
        Waiting.until("the daemon is gone", this::daemon, String::isEmpty);
    }

    private String daemon() {
        return alluxio.node()
                .kubectl("get", "pods", "-n", AlluxioOnNode.ALLUXIO, "-l", "role=alluxio-fuse", "-o", "name")
                .strip()
                .replace("pod/", "");
    }

    private int restarts(String pod) {
        return alluxio.node()
                .client()
                .pods()
                .inNamespace(AlluxioOnNode.ALLUXIO)
                .withName(pod)
                .require()
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getRestartCount();
    }

    private void assertNoRestart(String pod) {
        assertThat(pods.get(pod).getStatus().getContainerStatuses().getFirst().getRestartCount())
                .isZero();
    }
}
