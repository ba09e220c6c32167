package alluxio.admission.benchmarks;

import alluxio.admission.testcluster.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures the server beside servers that decide nothing: how it starts, as it is used, when it is warm, and its memory. The servers
 * take turns, each time with a fresh process. Takes the root of the sources, and optionally the number of processes of each, of reviews as
 * used, and of reviews in all. Prints Markdown.
 */
final class ServerBenchmark {
    private static final String START = "Start";
    private static final String MEMORY = "Memory";
    private static final String READY = "start to ready, ms";
    private static final String READY_CPU = "CPU time of it, ms";
    private static final String ALONE = " (without discovery)";

    private final TestIdentity identity;
    private final Figures figures = new Figures();
    private final UsedStage used;
    private final WarmStage warm;
    private final int all;

    private ServerBenchmark(TestIdentity identity, int used, int all) {
        this.identity = identity;
        this.used = new UsedStage(figures, identity, used);
        this.warm = new WarmStage(figures, identity, all - used);
        this.all = all;
        figures.goal(READY, "≤ 1,300 ms");
        figures.goal(READY_CPU, "≤ 2,000 ms");
        figures.goal(READY + ALONE, "≤ 1,000 ms");
    }

    public static void main(String[] arguments) throws Exception {
        int processes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int used = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000;
        int all = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 100_000;
        Path folder = Files.createTempDirectory("alluxio-admission-benchmark-");
        try (MeasuredCluster cluster = MeasuredCluster.start()) {
            TestIdentity identity = TestIdentity.create(folder);
            Files.writeString(folder.resolve("configuration.yaml"), SampleObjects.configuration());
            cluster.writeKubeconfig(folder.resolve("kubeconfig"));
            List<Contestant> contestants = Contestants.create(Path.of(arguments[0]), folder, identity);
            ServerBenchmark benchmark = new ServerBenchmark(identity, used, all);
            for (int i = 0; i < processes; i++) {
                for (Contestant contestant : contestants) {
                    System.err.printf("process %d of %d: %s%n", i + 1, processes, contestant.name());
                    benchmark.measure(contestant);
                    benchmark.startAlone(contestant);
                }
            }
            System.out.println(benchmark.figures.markdown(contestants));
        } finally {
            Folders.delete(folder);
        }
    }

    private void measure(Contestant contestant) throws IOException, InterruptedException {
        try (RunningServer server = contestant.start(identity)) {
            start(contestant, server, "");
            memory(contestant, server, "when it is ready");
            byte[] request = ReviewKind.SMALL.request(0);
            long begin = System.nanoTime();
            try (BenchClient client = new BenchClient(identity.trust(), server.port())) {
                client.exchange(request);
            }
            figures.add(contestant, START, "first answer, with its handshake, ms", (System.nanoTime() - begin) / 1e6);
            used.run(contestant, server);
            memory(contestant, server, "after the reviews as used");
            warm.run(contestant, server);
            memory(contestant, server, "after %,d reviews".formatted(all));
        }
    }

    /** One that discovers starts without discovery, too. */
    private void startAlone(Contestant contestant) throws IOException, InterruptedException {
        Contestant alone = contestant.unconfigured();
        if (!alone.equals(contestant)) {
            try (RunningServer server = alone.start(identity)) {
                start(contestant, server, ALONE);
            }
        }
    }

    private void start(Contestant contestant, RunningServer server, String how) throws IOException {
        figures.add(contestant, START, READY + how, server.millisToReady());
        figures.add(contestant, START, READY_CPU + how, server.cpuMicros() / 1_000);
    }

    private void memory(Contestant contestant, RunningServer server, String when) throws IOException {
        figures.add(contestant, MEMORY, "resident " + when + ", MiB", server.residentMebibytes());
        figures.add(contestant, MEMORY, "of which anonymous " + when + ", MiB", server.anonymousMebibytes());
    }
}
