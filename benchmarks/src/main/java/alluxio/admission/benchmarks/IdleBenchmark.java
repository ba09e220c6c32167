package alluxio.admission.benchmarks;

import alluxio.admission.testcluster.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Measures why a request that comes alone costs a server more than one of many: the empty Go server, which does the same for each,
 * at several rates; alone, beside a process that keeps each core from being idle, and beside one that also replaces what is in the
 * cores' caches. Takes the root of the sources, and optionally the seconds of each. Prints Markdown.
 */
final class IdleBenchmark {
    private static final List<Integer> RATES = List.of(20, 200, 2_000, Integer.MAX_VALUE);
    private static final int CACHE_BYTES = 64 << 20;
    private static final int LINE = 64;

    private final TestIdentity identity;
    private final Contestant go;
    private final int seconds;
    private final byte[] request = ReviewKind.NORMAL.request(0);
    private final StringBuilder table = new StringBuilder("""
            | the empty Go server | reviews a second | CPU for each, µs | p50, µs | times that it was put on a core, for each |
            |---|--:|--:|--:|--:|
            """);

    private IdleBenchmark(TestIdentity identity, Contestant go, int seconds) {
        this.identity = identity;
        this.go = go;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].startsWith("keep-busy-")) {
            keepBusy(arguments[0].endsWith("caches"));
            return;
        }
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        Path folder = Files.createTempDirectory("alluxio-admission-benchmark-");
        try {
            Contestant go = GoServer.build(Path.of(arguments[0]), folder).orElseThrow();
            IdleBenchmark benchmark = new IdleBenchmark(TestIdentity.create(folder), go, seconds);
            benchmark.run("alone", List.of());
            benchmark.run("beside busy loops of the lowest priority", busy("keep-busy-loop"));
            benchmark.run("beside loops that also empty the caches", busy("keep-busy-caches"));
            System.out.println(benchmark.table);
        } finally {
            Folders.delete(folder);
        }
    }

    /** One for each core, which leave it at once when another process wants it. */
    private static List<ProcessBuilder> busy(String how) {
        List<ProcessBuilder> loops = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            loops.add(new ProcessBuilder(
                            "chrt",
                            "--idle",
                            "0",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            IdleBenchmark.class.getName(),
                            how)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
        }
        return loops;
    }

    private void run(String beside, List<ProcessBuilder> loops) throws IOException, InterruptedException {
        List<Process> running = new ArrayList<>();
        try (RunningServer server = go.start(identity)) {
            for (ProcessBuilder loop : loops) {
                running.add(loop.start());
            }
            if (!running.isEmpty()) {
                Thread.sleep(2_000);
            }
            for (int rate : RATES) {
                row(beside, rate, server);
            }
        } finally {
            running.forEach(Process::destroyForcibly);
        }
    }

    private void row(String beside, int rate, RunningServer server) throws IOException {
        List<Double> latencies = new ArrayList<>();
        try (BenchClient client = new BenchClient(identity.trust(), server.port())) {
            for (int i = 0; i < 100; i++) {
                client.exchange(request);
            }
            double cpu = server.cpuMicros();
            double turns = server.cpu().turns();
            long begin = System.nanoTime();
            long end = begin + TimeUnit.SECONDS.toNanos(seconds);
            long next = begin;
            while (next < end) {
                long sent = System.nanoTime();
                client.exchange(request);
                latencies.add((System.nanoTime() - sent) / 1e3);
                next = rate == Integer.MAX_VALUE ? System.nanoTime() : next + TimeUnit.SECONDS.toNanos(1) / rate;
                long due = next;
                await(() -> System.nanoTime() >= due, next);
            }
            int count = latencies.size();
            table.append("| %s | %s | %s | %s | %s |%n"
                    .formatted(
                            beside,
                            rate == Integer.MAX_VALUE ? "as fast as they go" : Spread.round(rate, 0),
                            Spread.round((server.cpuMicros() - cpu) / count, 0),
                            Spread.round(Spread.of(latencies).median(), 0),
                            Spread.round((server.cpu().turns() - turns) / count, 1)));
        }
    }

    private static void await(BooleanSupplier done, long due) {
        while (!done.getAsBoolean()) {
            java.util.concurrent.locks.LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
        }
    }

    private static void keepBusy(boolean emptyCaches) {
        byte[] memory = new byte[emptyCaches ? CACHE_BYTES : LINE];
        for (int i = 0; ; i = (i + LINE) % memory.length) {
            memory[i]++;
        }
    }
}
