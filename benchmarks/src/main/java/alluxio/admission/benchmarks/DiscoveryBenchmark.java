package alluxio.admission.benchmarks;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.server.ConfigurationReloader;
import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.MutationHandler;
import alluxio.admission.webhook.review.ReviewHandler;
import alluxio.admission.webhook.review.ValidationHandler;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What discovery costs: CPU time and memory that one thread allocates for a review, from its bytes to those of the answer, with the
 * same profile discovered and written. Both engines are in one process and take turns. Prints Markdown.
 */
public final class DiscoveryBenchmark {
    private static final int WARM_UP = 2_000;
    private static final int REVIEWS = 300;
    private static final int ROUNDS = 15;

    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    private DiscoveryBenchmark() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException, BadReviewException {
        Path folder = Files.createTempDirectory("discovery-benchmark");
        String discovered = SampleObjects.configuration();
        String written = discovered.replace("discovery: {namespaces: [alluxio-0]}", "");
        SampleCluster cluster = new SampleCluster(1_000, 2_000);
        try (DecisionEngine off = engine(Files.writeString(folder.resolve("off.yaml"), written), cluster);
                DecisionEngine on = engine(Files.writeString(folder.resolve("on.yaml"), discovered), cluster)) {
            System.out.println(new DiscoveryBenchmark().table(on, off, cluster));
        }
    }

    private static DecisionEngine engine(Path file, SampleCluster cluster) {
        InstantSource clock = InstantSource.system();
        return DecisionEngine.start(
                ConfigurationReloader.watch(file, ConfigurationLoader::parse, Duration.ofDays(1), clock),
                cluster,
                clock);
    }

    private String table(DecisionEngine on, DecisionEngine off, SampleCluster cluster) throws BadReviewException {
        StringBuilder table = new StringBuilder("| min / **median** / max | discovery on | off |\n|---|--:|--:|\n");
        for (ReviewKind kind : ReviewKind.values()) {
            boolean validates = kind.path().equals("/validate");
            measure(table, kind, handler(validates, on), handler(validates, off));
        }
        changes(table, cluster);
        return table.toString();
    }

    /** What it takes to bring a new snapshot into force: discovery and completion, but no review. */
    private void changes(StringBuilder table, SampleCluster cluster) {
        figures.clear();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            long cpu = thread.getCurrentThreadCpuTime();
            cluster.change();
            if (round >= WARM_UP) {
                add("on cpu", (thread.getCurrentThreadCpuTime() - cpu) / 1_000.0);
                add("off cpu", 0);
            }
        }
        row(table, "a new snapshot, once for all reviews until the next: CPU, µs", "cpu", 0);
    }

    private static ReviewHandler handler(boolean validates, DecisionEngine engine) {
        return validates ? new ValidationHandler(engine::evaluate) : MutationHandler.forLabelledPods(engine::decide);
    }

    private void measure(StringBuilder table, ReviewKind kind, ReviewHandler on, ReviewHandler off)
            throws BadReviewException {
        byte[] review = kind.review(0);
        run(on, review, WARM_UP);
        run(off, review, WARM_UP);
        figures.clear();
        for (int round = 0; round < ROUNDS; round++) {
            round("on", on, review);
            round("off", off, review);
        }
        row(table, kind.title() + ": CPU, µs", "cpu", 0);
        row(table, kind.title() + ": allocated, kB", "bytes", 0);
    }

    private void round(String engine, ReviewHandler handler, byte[] review) throws BadReviewException {
        long cpu = thread.getCurrentThreadCpuTime();
        long bytes = thread.getThreadAllocatedBytes(Thread.currentThread().threadId());
        run(handler, review, REVIEWS);
        add(engine + " cpu", (thread.getCurrentThreadCpuTime() - cpu) / 1_000.0 / REVIEWS);
        add(
                engine + " bytes",
                (thread.getThreadAllocatedBytes(Thread.currentThread().threadId()) - bytes) / 1_000.0 / REVIEWS);
    }

    private void add(String key, double figure) {
        figures.computeIfAbsent(key, _ -> new ArrayList<>()).add(figure);
    }

    private void row(StringBuilder table, String name, String kind, int digits) {
        table.append("| %s | %s | %s |%n"
                .formatted(
                        name,
                        Spread.of(figures.getOrDefault("on " + kind, List.of())).show(digits),
                        Spread.of(figures.getOrDefault("off " + kind, List.of()))
                                .show(digits)));
    }

    private void run(ReviewHandler handler, byte[] review, int times) throws BadReviewException {
        for (int i = 0; i < times; i++) {
            AdmissionRequest read = codec.decode(review);
            if (codec.encode(read, handler.handle(read, DecisionLimits.ofDecision())).length == 0) {
                throw new IllegalStateException("no answer");
            }
        }
    }
}
