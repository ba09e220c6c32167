package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.node.EngineImages;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Spark 3.5 in cluster mode, as deploy/examples has it: Spark makes the pods, and the worker says which way their bytes went. */
@OnNode
@Tag("engines")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("Spark in cluster mode, from spark-submit")
class SparkIT {
    private static final String NAMESPACE = "spark";
    private static final String FOLDER = "/spark-example";
    private static final String MASTER = "alluxio://alluxio-master-0.alluxio:19998";
    private static final Path IMAGES =
            Path.of(System.getProperty("project.root", ".")).resolve("testcluster/images");

    /** What is read of the tables and the text at the least; Parquet's reader leaves out what it does not need. */
    private static final long AT_LEAST = 10_000_000;

    private final AlluxioOnNode alluxio;
    private final SparkJob example;
    private final AtomicReference<SparkRun> labelled = new AtomicReference<>();

    SparkIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.example = SparkJob.example(alluxio, NAMESPACE);
    }

    @BeforeAll
    void prepare() {
        Stopwatch watch = new Stopwatch();
        EngineImages.importSpark(alluxio.node(), IMAGES);
        watch.lap("Spark's image made and imported");
        alluxio.namespace(NAMESPACE);
        alluxio.alluxio("fs", "mkdir", FOLDER);
        alluxio.alluxio("fs", "chmod", "0777", FOLDER);
    }

    @Test
    @Order(1)
    @DisplayName("with the label on driver and executors: all is read and written through the domain socket")
    void labelledPods() {
        SparkRun run = example.run();
        labelled.set(run);
        System.out.println("spark: written: " + run.written());
        System.out.println("spark: " + run.results());
        assertThat(run.executors()).hasSize(2);
        assertThat(run.executors()).allSatisfy(SparkIT::isInjected);
        isInjected(run.driver());
        assertThat(run.read().remote()).isZero();
        assertThat(run.read().domain()).isGreaterThan(AT_LEAST);
        assertThat(run.written().remote()).isZero();
        assertThat(run.written().domain()).isGreaterThan(AT_LEAST);
    }

    @Test
    @Order(2)
    @DisplayName("the same without the label: all of it over TCP, with the same results")
    void unlabelledPods() {
        SparkRun run = example.without(Keys.INJECT)
                .running(MASTER + FOLDER, "write", "words", "table")
                .with("unlabelled")
                .run();
        SparkRun with = Objects.requireNonNull(labelled.get());
        System.out.printf(
                "spark: time with the label / without: words %.2f, table %.2f%n",
                (double) with.milliseconds("words") / run.milliseconds("words"),
                (double) with.milliseconds("table") / run.milliseconds("table"));
        assertThat(run.results()).isEqualTo(with.results());
        assertThat(run.read().domain()).isZero();
        assertThat(run.read().remote()).isGreaterThan(AT_LEAST);
        assertThat(run.written().domain()).isZero();
        assertThat(run.written().remote()).isGreaterThan(AT_LEAST);
    }

    @Test
    @Order(3)
    @DisplayName(
            "executors that come and go, and one that is killed, with JVM options of their own and properties by file: "
                    + "all through the domain socket")
    void changingExecutors() {
        AtomicBoolean killed = new AtomicBoolean();
        SparkRun run = example.with(
                        "changing",
                        "spark.dynamicAllocation.enabled=true",
                        "spark.dynamicAllocation.shuffleTracking.enabled=true",
                        "spark.dynamicAllocation.shuffleTracking.timeout=4s",
                        "spark.dynamicAllocation.executorIdleTimeout=4s",
                        "spark.dynamicAllocation.maxExecutors=2",
                        "spark.kubernetes.driver.annotation." + Keys.CLIENT_OPTIONS + "=file",
                        "spark.kubernetes.executor.annotation." + Keys.CLIENT_OPTIONS + "=file",
                        "spark.driver.extraJavaOptions=-Duser.words='two words'",
                        "spark.executor.extraJavaOptions=-Duser.words='two words' -XX:+UseSerialGC")
                .running("alluxio://" + FOLDER, "words", "wait=8", "table")
                .run(executors -> killOne(executors, killed));
        System.out.println(
                "spark: executors that came and went: " + run.executors().size());
        assertThat(run.results()).containsAll(resultsOf("words", "table"));
        assertThat(killed).isTrue();
        assertThat(run.executors()).hasSizeGreaterThan(2).allSatisfy(SparkIT::isInjected);
        assertThat(run.executors())
                .allSatisfy(pod -> assertThat(
                                pod.getSpec().getContainers().getFirst().getVolumeMounts())
                        .anySatisfy(mount ->
                                assertThat(mount.getMountPath()).isEqualTo("/etc/alluxio/alluxio-site.properties")));
        assertThat(run.read().remote()).isZero();
        assertThat(run.read().domain()).isGreaterThan(AT_LEAST);
    }

    @Test
    @Order(4)
    @DisplayName(
            "executors with a read-only root file system and nothing writable at /tmp: TCP, a warning says so; and Spark "
                    + "itself fails, which unpacks a library there for its first shuffle")
    void readOnlyRoot() {
        SparkRun run = readOnly("read-only").run();
        assertThat(run.read().domain()).isZero();
        assertThat(run.read().remote()).isPositive();
        assertThat(run.succeeded()).isFalse();
        assertThat(run.log()).contains("Cannot unpack libzstd-jni", "Read-only file system");
        assertThat(createdAnew(run.executors().getFirst()))
                .contains("Warning: ")
                .contains("container \"executor\" has readOnlyRootFilesystem and nothing writable at /tmp");
    }

    @Test
    @Order(5)
    @DisplayName("the same with a writable /tmp, by one more setting: the domain socket, and no warning")
    void readOnlyRootWithTemporary() {
        SparkRun run = readOnly("read-only-tmp")
                .with("read-only-tmp", "spark.kubernetes.executor.volumes.emptyDir.tmp.mount.path=/tmp")
                .run();
        assertThat(run.results()).isEqualTo(resultsOf("words"));
        assertThat(run.read().remote()).isZero();
        assertThat(run.read().domain()).isGreaterThan(AT_LEAST / 2);
        assertThat(createdAnew(run.executors().getFirst())).doesNotContain("Warning: ");
    }

    @Test
    @Order(6)
    @DisplayName(
            "executors whose own JVM options say that they do not look for the socket: TCP, although it is mounted")
    void mountWithoutProperty() {
        SparkRun run = example.with(
                        "without-property",
                        "spark.executor.instances=1",
                        "spark.executor.extraJavaOptions=-Dalluxio.worker.data.server.domain.socket.as.uuid=false")
                .running("alluxio://" + FOLDER, "words")
                .run();
        assertThat(run.results()).isEqualTo(resultsOf("words"));
        assertThat(run.executors()).allSatisfy(SparkIT::isInjected);
        assertThat(run.read().domain()).isZero();
        assertThat(run.read().remote()).isGreaterThan(AT_LEAST / 2);
    }

    /** The application's jar is copied into the directory that an executor starts in. */
    private SparkJob readOnly(String name) {
        return example.with(
                        name,
                        "spark.executor.instances=1",
                        "spark.kubernetes.executor.podTemplateFile=/opt/application/read-only.yaml",
                        "spark.kubernetes.executor.volumes.emptyDir.work.mount.path=/opt/spark/work-dir")
                .running("alluxio://" + FOLDER, "words");
    }

    /** The first time that two are running: Spark makes another one, which is admitted as the first ones were. */
    private void killOne(List<Pod> executors, AtomicBoolean killed) {
        List<Pod> running = executors.stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
        if (running.size() == 2 && killed.compareAndSet(false, true)) {
            alluxio.node()
                    .kubectl(
                            "delete",
                            "pod",
                            running.getFirst().getMetadata().getName(),
                            "-n",
                            NAMESPACE,
                            "--grace-period=0",
                            "--force");
        }
    }

    /** What kubectl prints when it creates the same pod, which it does not. */
    private String createdAnew(Pod pod) {
        Pod anew = new PodBuilder(pod)
                .withStatus(null)
                .editMetadata()
                .withName("anew")
                .withUid(null)
                .withResourceVersion(null)
                .endMetadata()
                .build();
        try {
            Path file = Files.writeString(alluxio.folder().resolve("anew.yaml"), Serialization.asYaml(anew));
            return alluxio.node().kubectl("create", "--dry-run=server", "-f", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> resultsOf(String... steps) {
        return Objects.requireNonNull(labelled.get()).results().stream()
                .filter(line -> Stream.of(steps).anyMatch(step -> line.startsWith("result: " + step + ":")))
                .toList();
    }

    private static void isInjected(Pod pod) {
        assertThat(pod.getMetadata().getAnnotations().get(Keys.STATUS))
                .as(pod.getMetadata().getName())
                .contains("\"injected\"");
    }
}
