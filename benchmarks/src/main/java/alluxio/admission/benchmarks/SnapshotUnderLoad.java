package alluxio.admission.benchmarks;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.cluster.snapshot.SnapshotSource;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The JVM that {@link SnapshotBenchmark} measures: keeps a snapshot, and prints what that costs. */
final class SnapshotUnderLoad {
    private static final List<String> NAMESPACES =
            List.of("alluxio-0", "alluxio-1", "alluxio-2", "alluxio-3", "alluxio-4");

    private SnapshotUnderLoad() {}

    /** @param arguments kubeconfig, whether to watch all pods, how long to measure changes */
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        boolean pods = Boolean.parseBoolean(arguments[1]);
        AtomicInteger snapshots = new AtomicInteger();
        try (ClusterConnection connection = ClusterConnection.ofKubeconfig(
                        Path.of(arguments[0]), new RequestLimits(Duration.ofSeconds(30), 0));
                SnapshotSource source = SnapshotSource.start(
                        connection,
                        new DiscoverySettings(NAMESPACES, DiscoverySettings.DEFAULT_HOST_PATHS, pods),
                        InstantSource.system(),
                        _ -> snapshots.incrementAndGet())) {
            await(() -> source.current().isPresent());
            print("start of the JVM to the first snapshot, s", seconds(begin));
            if (pods) {
                await(() -> source.current().orElseThrow().podsOfAllNamespaces().isPresent());
                print("until the pods of all namespaces are known, s", seconds(begin));
            }
            print("CPU time of it, s", cpuSeconds());
            print("resident then, MiB", ProcessMemory.mebibytes("VmRSS"));
            System.out.println("| objects | " + source.state().counts() + " |");
            Duration load = Duration.parse(arguments[2]);
            int before = snapshots.get();
            double cpu = cpuSeconds();
            Thread.sleep(load);
            print("CPU while pods change, % of a core", (cpuSeconds() - cpu) / load.toSeconds() * 100);
            print("snapshots a second", (double) (snapshots.get() - before) / load.toSeconds());
            System.gc();
            MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            print("heap in use after a collection, MiB", heap.getUsed() / 1048576.0);
            print("counted of the snapshot's budget, MiB", source.memory() / 1048576.0);
            source.state().problem().ifPresent(problem -> System.out.println("| problem | " + problem + " |"));
            print("heap at most, MiB", heap.getMax() / 1048576.0);
            print("resident at the end, MiB", ProcessMemory.mebibytes("VmRSS"));
            print("of it anonymous, which a container's limit counts, MiB", ProcessMemory.mebibytes("RssAnon"));
            print("resident at most, MiB", ProcessMemory.mebibytes("VmHWM"));
            System.out.println();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    private static void print(String what, double figure) {
        System.out.printf(Locale.ROOT, "| %s | %.1f |%n", what, figure);
    }
}
