package alluxio.admission.benchmarks;

import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what it takes to know a large cluster: a real API server is filled, and a JVM with the image's flags, which does nothing
 * else, keeps a snapshot of it, first without the pods of all namespaces and then with them, while pods change.
 */
final class SnapshotBenchmark {
    /** The container's limit that docs/operations.md names for discovery.pods. */
    private static final String LIMIT_WITH_PODS = "448m";

    private static final Duration LOAD = Duration.ofSeconds(60);

    private SnapshotBenchmark() {}

    /** @param arguments pods (20,000), namespaces (2,000), nodes (1,000), changes of pods a second (50) */
    public static void main(String[] arguments) throws Exception {
        int pods = number(arguments, 0, 20_000);
        int namespaces = number(arguments, 1, 2_000);
        int nodes = number(arguments, 2, 1_000);
        int changes = number(arguments, 3, 50);
        try (ApiServer server = ApiServer.start(ApiServerOptions.defaults());
                LargeCluster cluster = new LargeCluster(server, namespaces)) {
            long begin = System.nanoTime();
            cluster.fill(nodes, pods);
            System.out.printf(
                    "%,d pods of %,d bytes, %,d namespaces, %,d nodes written in %d s%n%n",
                    pods, cluster.podBytes(), namespaces, nodes, (System.nanoTime() - begin) / 1_000_000_000L);
            for (boolean all : List.of(false, true)) {
                System.out.println(all ? "### With `discovery.pods`\n" : "### Without\n");
                Process process = new ProcessBuilder(
                                command(Path.of(System.getProperty("project.root")), server.kubeconfig(), all))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .start();
                process.getOutputStream().flush();
                if (all) {
                    cluster.change(changes, LOAD.multipliedBy(2), process);
                }
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("the measured JVM ended with " + process.exitValue());
                }
            }
        }
    }

    private static List<String> command(Path root, Path kubeconfig, boolean pods) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "MALLOC_ARENA_MAX=2"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.ofImage(root, pods ? LIMIT_WITH_PODS : Contestants.MEMORY));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(
                SnapshotUnderLoad.class.getName(), kubeconfig.toString(), Boolean.toString(pods), LOAD.toString()));
        return command;
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }
}
