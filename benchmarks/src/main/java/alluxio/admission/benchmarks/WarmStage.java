package alluxio.admission.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A server after many reviews of all kinds, under reviews of one kind after the other over eight connections. */
final class WarmStage {
    private static final int CONNECTIONS = 8;
    /** So many reviews of each kind differ. */
    private static final int DIFFERENT = 1_000;
    /** One of the largest takes as long as so many others. */
    private static final int LARGE = 20;

    private static final String CPU = ": CPU for each, µs";
    private static final String CPU_PER_KIB = ": CPU for each KiB, µs";

    private final Figures figures;
    private final TestIdentity identity;
    private final int reviews;
    private final Map<ReviewKind, List<byte[]>> requests = new EnumMap<>(ReviewKind.class);

    /** @param reviews that each server gets in this stage: most of them before what is measured */
    WarmStage(Figures figures, TestIdentity identity, int reviews) {
        this.figures = figures;
        this.identity = identity;
        this.reviews = reviews;
        for (ReviewKind kind : ReviewKind.values()) {
            List<byte[]> all = new ArrayList<>();
            for (int i = 0; i < (kind == ReviewKind.LARGE ? DIFFERENT / LARGE : DIFFERENT); i++) {
                all.add(kind.request(i));
            }
            requests.put(kind, all);
        }
        figures.goal(ReviewKind.NORMAL.title() + CPU, "≤ 2");
        figures.goal(ReviewKind.NOT_OPTED_IN.title() + CPU, "≤ 0.9");
        figures.goal(ReviewKind.WORKER.title() + CPU, "≤ 2");
        figures.goal(ReviewKind.LARGE.title() + CPU_PER_KIB, "≤ the small pod's");
    }

    void run(Contestant contestant, RunningServer server) throws IOException, InterruptedException {
        String table = "Warm: after %,d reviews, %d connections".formatted(warmUp(), CONNECTIONS);
        for (int round = 0; round < 8; round++) {
            for (ReviewKind kind : ReviewKind.values()) {
                load(server, kind, part(kind, warmUp() / 8));
            }
        }
        for (ReviewKind kind : ReviewKind.values()) {
            int count = part(kind, reviews - warmUp());
            double before = server.cpuMicros();
            Spread latency = Spread.of(load(server, kind, count));
            double each = (server.cpuMicros() - before) / count;
            double kib = kind.review(0).length / 1024.0;
            figures.add(contestant, table, kind.title() + CPU, each);
            if (kind == ReviewKind.SMALL || kind == ReviewKind.LARGE) {
                figures.add(contestant, table, kind.title() + CPU_PER_KIB, each / kib);
            }
            figures.add(contestant, table, kind.title() + ": p50, µs", latency.median());
            figures.add(contestant, table, kind.title() + ": p99, µs", latency.quantile(0.99));
        }
    }

    private int warmUp() {
        return reviews * 4 / 5;
    }

    /** How many of this kind are among so many. */
    private static int part(ReviewKind kind, int all) {
        int kinds = ReviewKind.values().length;
        return Math.max(CONNECTIONS, kind == ReviewKind.LARGE ? all / kinds / LARGE : all / kinds);
    }

    /** Sends so many over all connections, and returns how long each took, in microseconds. */
    private List<Double> load(RunningServer server, ReviewKind kind, int count)
            throws IOException, InterruptedException {
        List<byte[]> bodies = Objects.requireNonNull(requests.get(kind));
        List<Future<List<Double>>> clients = new ArrayList<>();
        List<Double> latencies = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                int first = i;
                clients.add(executor.submit(() -> send(server, bodies, first, count)));
            }
            for (Future<List<Double>> client : clients) {
                while (!client.isDone()) {
                    server.cpuMicros(); // threads of a JVM's compilers come and go
                    Thread.sleep(20);
                }
                latencies.addAll(client.get());
            }
        } catch (ExecutionException e) {
            throw new IOException(kind + ": " + e.getCause(), e);
        }
        return latencies;
    }

    /** Each eighth request, over one connection. */
    private List<Double> send(RunningServer server, List<byte[]> bodies, int first, int count) throws IOException {
        List<Double> latencies = new ArrayList<>();
        try (BenchClient client = new BenchClient(identity.trust(), server.port())) {
            for (int i = first; i < count; i += CONNECTIONS) {
                long begin = System.nanoTime();
                client.exchange(bodies.get(i % bodies.size()));
                latencies.add((System.nanoTime() - begin) / 1e3);
            }
        }
        return latencies;
    }
}
