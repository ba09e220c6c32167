package alluxio.admission.benchmarks;

import alluxio.admission.testcluster.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the server beside servers that decide nothing, in turns within one run, because a shared machine's speed
 * drifts. Takes the root of the sources, and optionally the number of rounds and of requests in each. Prints Markdown.
 */
final class ServerBenchmark {
    private static final int STARTS = 3;

    private final int rounds;
    private final int requests;
    private final TestIdentity identity;
    private final List<Contestant> contestants = new ArrayList<>();
    private final Map<Contestant, RunningServer> running = new LinkedHashMap<>();
    private final Figures figures = new Figures();

    private ServerBenchmark(int rounds, int requests, TestIdentity identity) {
        this.rounds = rounds;
        this.requests = requests;
        this.identity = identity;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int requests = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 800;
        Path folder = Files.createTempDirectory("alluxio-admission-benchmark-");
        ServerBenchmark benchmark = new ServerBenchmark(rounds, requests, TestIdentity.create(folder));
        benchmark.contestants.addAll(List.of(Contestant.admissionServer(), Contestant.emptyVertx()));
        GoServer.build(Path.of(arguments[0]), folder).ifPresent(benchmark.contestants::add);
        try {
            benchmark.starts();
            benchmark.loads();
            System.out.println(benchmark.figures.table(benchmark.contestants));
        } finally {
            benchmark.running.values().forEach(RunningServer::close);
            Folders.delete(folder);
        }
        System.out.println(DecisionTable.run(rounds));
    }

    /** Each is started several times; the last ones stay for the load. */
    private void starts() throws IOException, InterruptedException {
        byte[] request = BenchClient.request(SamplePods.all().getFirst().review());
        for (int i = 0; i < STARTS; i++) {
            for (Contestant contestant : contestants) {
                RunningServer server = contestant.start(identity);
                running.put(contestant, server);
                long begin = System.nanoTime();
                try (BenchClient client = new BenchClient(identity.trust(), server.port())) {
                    client.exchange(request);
                }
                figures.add(contestant, "start to ready, ms", server.millisToReady());
                figures.add(contestant, "first answer, with its handshake, ms", (System.nanoTime() - begin) / 1e6);
                figures.add(contestant, "resident memory after it, MiB", server.residentMebibytes());
                if (i < STARTS - 1) {
                    server.close();
                }
            }
        }
    }

    private void loads() throws IOException {
        // Two rounds that do not count: the compilers are at work, and their time is the process's.
        for (int i = -2; i < rounds; i++) {
            for (SamplePods.Sample sample : SamplePods.all()) {
                int times = requests * sample.weight() / 8 * (i < 0 ? 2 : 1);
                for (Contestant contestant : contestants) {
                    Load load = Load.run(running(contestant), identity.trust(), sample, times);
                    if (i >= 0) {
                        figures.add(contestant, sample, load);
                    }
                }
            }
        }
        for (Contestant contestant : contestants) {
            figures.add(
                    contestant,
                    "resident memory after the load, MiB",
                    running(contestant).residentMebibytes());
        }
    }

    private RunningServer running(Contestant contestant) {
        return java.util.Objects.requireNonNull(running.get(contestant));
    }
}
