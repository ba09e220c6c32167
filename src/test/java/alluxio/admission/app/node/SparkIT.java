package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.node.EngineImages;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final long AT_LEAST = 20_000_000;

    private final AlluxioOnNode alluxio;
    private SparkJob example;
    private AtomicReference<SparkRun> labelled = new AtomicReference<>();

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
        example.prepare();
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
        SparkRun with = labelled.get();
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

    private static void isInjected(Pod pod) {
        assertThat(pod.getMetadata().getAnnotations().get(Keys.STATUS))
                .as(pod.getMetadata().getName())
                .contains("\"injected\"");
    }

    static List<String> warnings(Pod pod) {
        return List.of(String.valueOf(pod.getMetadata().getAnnotations().get(Keys.STATUS)));
    }
}
