package alluxio.admission.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A fresh server as it is used: one connection, and a few reviews a second from its first second on. */
final class UsedStage {
    private static final int A_SECOND = 20;
    /** Rows of the table by hundreds. */
    private static final int HUNDRED = 100;
    /** What the goals are about: the first so many reviews, and the next. */
    private static final int GROUP = 300;

    private static final String GOALS = "As used: 20 reviews a second, of a pod with all features";
    private static final String HUNDREDS = "The same by hundreds";

    private final Figures figures;
    private final TestIdentity identity;
    private final List<byte[]> requests = new ArrayList<>();

    /** @param reviews that each server gets */
    UsedStage(Figures figures, TestIdentity identity, int reviews) {
        this.figures = figures;
        this.identity = identity;
        for (int i = 0; i < reviews; i++) {
            requests.add(ReviewKind.NORMAL.request(i));
        }
        figures.goal(row(0, GROUP) + "CPU for each, µs", "≤ 5");
        figures.goal(row(GROUP, 2 * GROUP) + "CPU for each, µs", "≤ 3");
        figures.goal(row(GROUP, 2 * GROUP) + "p50, µs", "≤ 2");
        figures.goal(row(GROUP, 2 * GROUP) + "p99, µs", "≤ 3");
    }

    void run(Contestant contestant, RunningServer server) throws IOException, InterruptedException {
        List<Double> latencies = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        try (BenchClient client = new BenchClient(identity.trust(), server.port())) {
            cpu.add(server.cpuMicros());
            long next = System.nanoTime();
            for (byte[] request : requests) {
                next += TimeUnit.SECONDS.toNanos(1) / A_SECOND;
                long begin = System.nanoTime();
                client.exchange(request);
                latencies.add((System.nanoTime() - begin) / 1e3);
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                cpu.add(server.cpuMicros());
            }
        }
        for (int first = 0; first + GROUP <= Math.min(2 * GROUP, latencies.size()); first += GROUP) {
            add(contestant, GOALS, latencies, cpu, first, GROUP);
        }
        for (int first = 0; first + HUNDRED <= latencies.size(); first += HUNDRED) {
            add(contestant, HUNDREDS, latencies, cpu, first, HUNDRED);
        }
    }

    private void add(
            Contestant contestant, String table, List<Double> latencies, List<Double> cpu, int first, int count) {
        int end = first + count;
        String row = row(first, end);
        Spread latency = Spread.of(latencies.subList(first, end));
        figures.add(contestant, table, row + "CPU for each, µs", (cpu.get(end) - cpu.get(first)) / count);
        figures.add(contestant, table, row + "p50, µs", latency.median());
        figures.add(contestant, table, row + "p90, µs", latency.quantile(0.9));
        figures.add(contestant, table, row + "p99, µs", latency.quantile(0.99));
    }

    private static String row(int first, int end) {
        return "reviews " + (first + 1) + " to " + end + ": ";
    }
}
