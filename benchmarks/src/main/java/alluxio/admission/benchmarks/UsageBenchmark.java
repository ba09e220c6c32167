package alluxio.admission.benchmarks;

import alluxio.admission.testcluster.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Measures servers as they are used: a fresh process, and a few reviews a second from its first second on. Each server has the flags of
 * the image and, where it is a JVM, a cache trained by the same reviews. Takes the root of the sources, and optionally the number of
 * processes of each server and of reviews that each gets. Prints Markdown.
 */
final class UsageBenchmark {
    private static final int A_SECOND = 20;
    /** Rows of the table: so many reviews each. */
    private static final int GROUP = 300;

    private final int processes;
    private final int reviews;
    private final TestIdentity identity;
    private final Figures figures = new Figures();

    private UsageBenchmark(int processes, int reviews, TestIdentity identity) {
        this.processes = processes;
        this.reviews = reviews;
        this.identity = identity;
    }

    public static void main(String[] arguments) throws Exception {
        int processes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int reviews = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2 * GROUP;
        Path folder = Files.createTempDirectory("alluxio-admission-benchmark-");
        try {
            TestIdentity identity = TestIdentity.create(folder);
            UsageBenchmark benchmark = new UsageBenchmark(processes, reviews, identity);
            List<Contestant> contestants = new ArrayList<>();
            for (Contestant java : List.of(Contestant.admissionServer(), Contestant.emptyVertx())) {
                contestants.add(TrainedCache.train(java, identity, folder));
            }
            Optional<Contestant> go = GoServer.build(Path.of(arguments[0]), folder);
            go.ifPresent(contestants::add);
            benchmark.run(contestants);
            System.out.println(benchmark.figures.table(contestants));
        } finally {
            Folders.delete(folder);
        }
    }

    private void run(List<Contestant> contestants) throws IOException, InterruptedException {
        for (int i = 0; i < processes; i++) {
            for (Contestant contestant : contestants) {
                measure(contestant);
            }
        }
    }

    private void measure(Contestant contestant) throws IOException, InterruptedException {
        byte[] request = BenchClient.request(SamplePods.named(SamplePods.NORMAL).review());
        try (RunningServer server = contestant.start(identity)) {
            CpuClock cpu = CpuClock.of(server.process().pid());
            figures.add(contestant, "start to ready, ms", server.millisToReady());
            figures.add(contestant, "CPU time of it, ms", cpu.micros() / 1_000);
            try (BenchClient client = new BenchClient(identity.trust(), server.port())) {
                for (int first = 1; first <= reviews; first += GROUP) {
                    group(contestant, client, request, first, cpu);
                }
            }
            figures.add(contestant, "resident at the end, MiB", server.residentMebibytes());
        }
    }

    private void group(Contestant contestant, BenchClient client, byte[] request, int first, CpuClock cpu)
            throws IOException, InterruptedException {
        int count = Math.min(GROUP, reviews - first + 1);
        List<Double> latencies = new ArrayList<>(count);
        double before = cpu.micros();
        long next = System.nanoTime();
        for (int i = 0; i < count; i++) {
            next += TimeUnit.SECONDS.toNanos(1) / A_SECOND;
            long begin = System.nanoTime();
            client.exchange(request);
            latencies.add((System.nanoTime() - begin) / 1e3);
            cpu.micros();
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
        String row = "reviews " + first + " to " + (first + count - 1) + ": ";
        Spread latency = Spread.of(latencies);
        figures.add(contestant, row + "CPU for each, µs", (cpu.micros() - before) / count);
        figures.add(contestant, row + "p50, µs", latency.median());
        figures.add(contestant, row + "p90, µs", latency.quantile(0.9));
        figures.add(contestant, row + "p99, µs", latency.quantile(0.99));
    }
}
