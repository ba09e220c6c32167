package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The FUSE sidecar has no host path of Alluxio's: what it mounts is in an emptyDir of the pod, which must go with it. */
@OnNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A pod with a FUSE sidecar")
class SidecarIT {
    private static final long SIZE = (3 << 20) + 5;
    private static final String POD = "/var/lib/kubelet/pods/%s";
    private static final String VOLUMES = POD + "/volumes/kubernetes.io~empty-dir/";

    /** Polls: longer than the kubelet takes for all that it does with a deleted pod. */
    private static final int A_WHILE = 100;

    private static final String READ = "sha256sum < $ALLUXIO_FUSE_PATH/sidecar/file";

    private final AlluxioOnNode alluxio;
    private final ClientPods pods;
    private String sha256 = "";

    SidecarIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.pods = new ClientPods(alluxio, "sidecar");
    }

    @BeforeAll
    void writeTheFile() {
        alluxio.namespace("sidecar");
        sha256 = pods.run(pods.labelled("writer", "write", "/sidecar/file", Long.toString(SIZE)))
                .split(" ")[1];
    }

    @Test
    @DisplayName(
            "of a Job reads at once, as another user than root, through the sidecar's own domain socket; and the Job completes")
    void job() {
        Traffic before = Traffic.settled(alluxio);
        Pod template = asking("unused", READ)
                .editSpec()
                .withNewSecurityContext()
                .withRunAsUser(1000L)
                .endSecurityContext()
                .endSpec()
                .build();
        alluxio.node()
                .client()
                .resource(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace("sidecar")
                        .withName("report")
                        .endMetadata()
                        .withNewSpec()
                        .withBackoffLimit(0)
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(template.getMetadata().getLabels())
                        .withAnnotations(template.getMetadata().getAnnotations())
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        Waiting.until(
                "the Job is complete",
                () -> alluxio.node()
                        .kubectl("get", "job", "-n", "sidecar", "report", "-o", "jsonpath={.status.succeeded}"),
                "1"::equals);
        assertThat(alluxio.node().kubectl("logs", "-n", "sidecar", "job/report", "-c", ClientPods.CONTAINER))
                .contains(sha256);
        Traffic traffic = Traffic.settled(alluxio).since(before);
        System.out.println("sidecar: Job complete, " + traffic);
        // The kernel reads ahead in several requests at once. Out of order, Alluxio begins anew, and reads some of it
        // again.
        assertThat(traffic.remote()).isZero();
        assertThat(traffic.domain()).isGreaterThanOrEqualTo(SIZE);
    }

    @Test
    @DisplayName("can still read while it handles its own SIGTERM")
    void readsWhileItEnds() throws Exception {
        Path sums = alluxio.node().hostPath("/var/tmp/sum");
        pods.create(asking("lingering", "trap 'sleep 2; " + READ + " > /out/sum 2>&1; exit 0' TERM; sleep 1000 & wait")
                .editSpec()
                .withTerminationGracePeriodSeconds(30L)
                .addNewVolume()
                .withName("out")
                .withNewHostPath("/var/tmp", "Directory")
                .endVolume()
                .editContainer(0)
                .addNewVolumeMount()
                .withName("out")
                .withMountPath("/out")
                .endVolumeMount()
                .endContainer()
                .endSpec());
        pods.awaitRunning("lingering");
        alluxio.node().kubectl("delete", "pod", "-n", "sidecar", "lingering");
        System.out.println(
                "sidecar: read after SIGTERM: " + Files.readString(sums).strip());
        assertThat(sums).content().startsWith(sha256);
    }

    @Test
    @DisplayName("reads again when the sidecar was killed, and leaves nothing on the node when it ends")
    void killed() {
        String uid = start("killed");
        killSidecar();
        Waiting.pause();
        assertThat(awaitRead("killed")).startsWith(sha256);

        alluxio.node().kubectl("delete", "pod", "-n", "sidecar", "killed");
        assertNothingLeft(uid, "killed, read again, deleted");
    }

    @Test
    @DisplayName("leaves nothing on the node when it is deleted by force right after the sidecar was killed")
    void killedAndDeleted() {
        String uid = start("killed-and-deleted");
        killSidecar();
        deleteByForce("killed-and-deleted");
        assertNothingLeft(uid, "killed and deleted");
    }

    @Test
    @DisplayName(
            "leaves nothing on the node when it is deleted by force while the kubelet waits to restart the sidecar")
    void backOff() {
        String uid = start("back-off");
        // The first restart comes at once.
        for (int restarts = 0; restarts < 2; restarts++) {
            awaitStarted("back-off", restarts);
            killSidecar();
        }
        Waiting.until(
                "the kubelet waits before it restarts the sidecar",
                () -> pods.get("back-off")
                        .getStatus()
                        .getInitContainerStatuses()
                        .toString(),
                statuses -> statuses.contains("CrashLoopBackOff"));
        deleteByForce("back-off");
        assertNothingLeft(uid, "killed again and again, and deleted while it was not to be restarted yet");
    }

    @Test
    @DisplayName("leaves nothing on the node when its sidecar hangs until the kubelet kills it")
    void hanging() {
        String uid = start("hanging");
        signalSidecar("STOP");
        alluxio.node().kubectl("delete", "pod", "-n", "sidecar", "hanging", "--wait=false");
        assertNothingLeft(uid, "stopped, so that the kubelet killed it");
    }

    @Test
    @DisplayName("but without the container that unmounts leaves a dead mount, until somebody removes it on the node")
    void withoutUnmount() {
        Pod injected = pods.admitted(asking("no-unmount", "sleep 1000"));
        String uid = started(ClientPods.toTakeApart(injected)
                .editSpec()
                .removeMatchingFromInitContainers(
                        container -> container.getName().equals("alluxio-fuse-unmount"))
                .endSpec());
        killSidecar();
        deleteByForce("no-unmount");
        String mountPoint = VOLUMES.formatted(uid) + "alluxio-fuse/fuse";
        for (int i = 0; i < A_WHILE; i++) {
            Waiting.pause();
        }
        assertThat(mounts()).contains(mountPoint);
        assertThat(alluxio.node().hostPath(POD.formatted(uid))).exists();

        alluxio.node().run(List.of("umount", "-l", mountPoint));
        assertNothingLeft(uid, "killed and deleted, without the container that unmounts: a dead mount; once unmounted");
    }

    @Test
    @DisplayName("(or without) gets its properties by file just as well: through the socket")
    void propertiesByFile() {
        Traffic before = Traffic.settled(alluxio);
        String read = pods.run(pods.labelled("by-file", "read", "/sidecar/file")
                .editMetadata()
                .addToAnnotations(Keys.CLIENT_OPTIONS, "file")
                .endMetadata());
        assertThat(read).isEqualTo(SIZE + " " + sha256);
        assertThat(Traffic.settled(alluxio).since(before)).isEqualTo(new Traffic(SIZE, 0));
    }

    @Test
    @DisplayName(
            "of QoS class Guaranteed stays so, and reads through a sidecar whose root file system is read-only, also when that was killed")
    void guaranteedAndReadOnly() {
        Map<String, Quantity> amounts = Map.of("cpu", new Quantity("200m"), "memory", new Quantity("256Mi"));
        Traffic before = Traffic.settled(alluxio);
        String uid = started(asking("strict", "sleep 1000")
                .editMetadata()
                .addToAnnotations(Keys.PROFILE, "sidecar-strict")
                .endMetadata()
                .editSpec()
                .editContainer(0)
                .withNewResources()
                .withLimits(amounts)
                .endResources()
                .endContainer()
                .endSpec());
        assertThat(Traffic.settled(alluxio).since(before).remote()).isZero();
        assertThat(pods.get("strict").getStatus().getQosClass()).isEqualTo("Guaranteed");
        String touch = "touch /opt/alluxio/x 2>&1; true";
        assertThat(alluxio.node()
                        .kubectl("exec", "-n", "sidecar", "strict", "-c", "alluxio-fuse", "--", "sh", "-c", touch))
                .contains("Read-only file system");
        killSidecar();
        awaitStarted("strict", 1);
        assertThat(awaitRead("strict")).startsWith(sha256);
        alluxio.node().kubectl("delete", "pod", "-n", "sidecar", "strict");
        assertNothingLeft(uid, "Guaranteed, with a read-only root, killed, read again, deleted");
    }

    private PodBuilder asking(String name, String script) {
        return pods.pod(name, List.of("sh", "-c", script))
                .editMetadata()
                .addToLabels(Keys.INJECT, "true")
                .addToAnnotations(Keys.PROFILE, "sidecar")
                .endMetadata();
    }

    /** Starts a pod that only waits; it has read the file. Returns its uid. */
    private String start(String name) {
        return started(asking(name, "sleep 1000"));
    }

    private String started(PodBuilder pod) {
        String name = pods.create(pod).getMetadata().getName();
        pods.awaitRunning(name);
        assertThat(awaitRead(name)).startsWith(sha256);
        return pods.get(name).getMetadata().getUid();
    }

    /** Java is all that runs in the sidecar's container, so this is also what the kernel does when memory is short. */
    private void killSidecar() {
        signalSidecar("KILL");
    }

    private void signalSidecar(String signal) {
        alluxio.node().run(List.of("pkill", "-" + signal, "-f", "alluxio.fuse.AlluxioFuse -m /mnt/fuse"));
    }

    private void deleteByForce(String name) {
        alluxio.node().kubectl("delete", "pod", "-n", "sidecar", name, "--force", "--grace-period=0");
    }

    private void awaitStarted(String name, int restarts) {
        Waiting.until(
                "the sidecar has started, after " + restarts + " restarts",
                () -> pods.get(name).getStatus().getInitContainerStatuses(),
                statuses -> statuses.stream()
                        .anyMatch(status -> status.getName().equals("alluxio-fuse")
                                && status.getRestartCount() == restarts
                                && Boolean.TRUE.equals(status.getStarted())));
    }

    private void assertNothingLeft(String uid, String what) {
        Waiting.until(
                "the pod's directory is gone",
                () -> Files.exists(alluxio.node().hostPath(POD.formatted(uid))),
                exists -> !exists);
        assertThat(mounts()).doesNotContain(uid);
        System.out.println("sidecar: " + what + ": no directory and no mount left of the pod");
    }

    private String mounts() {
        return alluxio.node().run(List.of("cat", "/proc/mounts"));
    }

    private String awaitRead(String pod) {
        return Waiting.until(pod + " reads the file", () -> pods.shell(pod, READ), text -> text.startsWith(sha256));
    }
}
