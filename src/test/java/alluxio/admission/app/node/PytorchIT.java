package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.node.Node;
import alluxio.admission.testcluster.node.PytorchImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The example {@code pytorch-fuse.yaml} as it is: a PyTorch DataLoader of four processes reads small files, shuffled, for two epochs. */
@OnNode
@Tag("engines")
@Order(OperationsOrder.PYTORCH)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("A PyTorch training that reads through FUSE")
class PytorchIT {
    private static final String HOST = "training-host";
    private static final String SIDECAR = "training-sidecar";
    private static final String UNLABELLED = "training-unlabelled";
    private static final String FOLDER = "/training";
    private static final String RESTARTED = "trying again: [Errno";

    private final AlluxioOnNode alluxio;
    private final Node node;
    private final String example;
    private long size;

    PytorchIT(AlluxioOnNode alluxio) throws IOException {
        this.alluxio = alluxio;
        this.node = alluxio.node();
        this.example = Files.readString(AlluxioOnNode.example("pytorch-fuse.yaml"));
    }

    @BeforeAll
    void dataSet() {
        Stopwatch watch = new Stopwatch();
        PytorchImage.importInto(node);
        watch.lap("PyTorch's image made and imported");
        node.kubectl("apply", "-f", AlluxioOnNode.example("alluxio/fuse.yaml").toString());
        node.kubectl("rollout", "status", "-n", AlluxioOnNode.ALLUXIO, "daemonset/alluxio-fuse", "--timeout=5m");
        alluxio.alluxio("fs", "mkdir", FOLDER);
        alluxio.alluxio("fs", "chmod", "0777", FOLDER);
        List.of(HOST, SIDECAR, UNLABELLED).forEach(alluxio::namespace);
        // Without the training, which would have the files in its node's memory too early.
        apply(HOST, example.substring(0, example.lastIndexOf("\n---\n")));
        awaitSucceeded(HOST, "pytorch-data");
        size = dataBytes();
        watch.lap("data set written through FUSE");
    }

    @Test
    @Order(1)
    @DisplayName(
            "of the node, once from the under storage and then from the cache, with the bytes that were written; it survives a killed daemon")
    void host() {
        alluxio.alluxio("fs", "free", FOLDER);
        Waiting.until("the cache is empty", () -> alluxio.alluxio("fs", "ls", FOLDER), list -> !list.contains("100%"));
        WorkerReads before = WorkerReads.settled(alluxio.worker());
        apply(HOST, example);
        awaitLog(HOST, "epoch 1: first batch");
        node.run(List.of("pkill", "-KILL", "-f", "alluxio.fuse.AlluxioFuse -m /mnt/alluxio/fuse"));
        awaitSucceeded(HOST, "pytorch-training");
        WorkerReads reads = WorkerReads.settled(alluxio.worker()).since(before);
        print("host, its daemon killed in the first epoch", HOST, reads);
        assertRead(HOST, reads);
        assertThat(reads.storage()).isBetween(size, 2 * size - 1);
        assertThat(log(HOST)).contains(RESTARTED);
        assertThat(restarts(HOST)).isEqualTo("0");
    }

    @Test
    @Order(2)
    @DisplayName("of its own sidecar, from the cache alone; and the Job completes")
    void sidecar() {
        WorkerReads before = WorkerReads.settled(alluxio.worker());
        apply(
                SIDECAR,
                example.replace(
                        "alluxio.io/features: fuse\n",
                        "alluxio.io/features: fuse\n        alluxio.io/fuse-mode: sidecar\n"));
        awaitSucceeded(SIDECAR, "pytorch-training");
        WorkerReads reads = WorkerReads.settled(alluxio.worker()).since(before);
        print("sidecar", SIDECAR, reads);
        assertRead(SIDECAR, reads);
        assertThat(reads.storage()).isZero();
    }

    @Test
    @Order(3)
    @DisplayName("fails without the label, and says why")
    void unlabelled() {
        apply(
                UNLABELLED,
                example.replace(Keys.INJECT + ": \"true\"", Keys.INJECT + ": \"false\"")
                        .replace("backoffLimit: 2", "backoffLimit: 0"));
        Waiting.until(
                "the Job has failed",
                () -> node.kubectl(
                        "get", "job", "-n", UNLABELLED, "pytorch-training", "-o", "jsonpath={.status.failed}"),
                "1"::equals);
        System.out.println("pytorch: without the label: " + log(UNLABELLED).strip());
        assertThat(log(UNLABELLED)).contains("ALLUXIO_FUSE_PATH is not set");
    }

    /** Two epochs of all samples, whose digests the training compares, and no byte over TCP. */
    private void assertRead(String namespace, WorkerReads reads) {
        assertThat(log(namespace))
                .contains("epoch 1: 400 samples, " + size + " bytes", "epoch 2: 400 samples, " + size + " bytes");
        assertThat(reads.traffic().remote()).isZero();
        assertThat(reads.traffic().domain()).isGreaterThanOrEqualTo(2 * size);
    }

    private void print(String what, String namespace, WorkerReads reads) {
        System.out.println("pytorch: " + what + ": " + reads);
        log(namespace)
                .lines()
                .filter(line -> line.contains("samples"))
                .forEach(line -> System.out.println("pytorch: " + line));
    }

    /** The sizes of the samples, as Alluxio lists them. */
    private long dataBytes() {
        return alluxio.alluxio("fs", "ls", FOLDER)
                .lines()
                .filter(line -> line.endsWith(".bin"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[3]))
                .sum();
    }

    private void apply(String namespace, String manifests) {
        try {
            Path file = Files.writeString(alluxio.folder().resolve(namespace + ".yaml"), manifests);
            node.kubectl("apply", "-n", namespace, "-f", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitSucceeded(String namespace, String job) {
        String status = Waiting.until(
                "the Job " + job + " has ended",
                () -> node.kubectl("get", "job", "-n", namespace, job, "-o", "jsonpath={.status.conditions[*].type}"),
                types -> types.contains("Complete") || types.contains("Failed"));
        assertThat(status)
                .as(node.kubectl("logs", "-n", namespace, "job/" + job, "--all-containers", "--ignore-errors"))
                .contains("Complete");
    }

    private void awaitLog(String namespace, String text) {
        Waiting.until(
                "the pod runs",
                () -> ofPods(namespace, ".status.phase"),
                phase -> !phase.isEmpty() && !phase.equals("Pending"));
        Waiting.until("it logs " + text, () -> log(namespace), log -> log.contains(text));
    }

    private String log(String namespace) {
        return node.kubectl(
                "logs", "-n", namespace, "-l", "app.kubernetes.io/name=pytorch-training", "-c", "pytorch", "--tail=-1");
    }

    private String restarts(String namespace) {
        return ofPods(namespace, ".status.containerStatuses[0].restartCount");
    }

    /** A field of each pod that trains. */
    private String ofPods(String namespace, String field) {
        return node.kubectl(
                "get",
                "pods",
                "-n",
                namespace,
                "-l",
                "app.kubernetes.io/name=pytorch-training",
                "-o",
                "jsonpath={.items[*]" + field + "}");
    }
}
