package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KilledJvmIT {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Test
    @Timeout(120)
    void nothingIsLeftWhenTheJvmIsKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartAndWait.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8)) {
            Path folder = Path.of(Objects.requireNonNull(out.readLine(), "the child JVM ended too early"));
            List<Long> processes =
                    Stream.of(out.readLine().split(" ")).map(Long::valueOf).toList();
            assertThat(processes).hasSize(2).allMatch(KilledJvmIT::runs);
            assertThat(folder).exists();

            jvm.destroyForcibly().waitFor();

            long deadline = System.nanoTime() + LIMIT.toNanos();
            while ((processes.stream().anyMatch(KilledJvmIT::runs) || Files.exists(folder))
                    && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            assertThat(processes).noneMatch(KilledJvmIT::runs);
            assertThat(folder).doesNotExist();
        } finally {
            jvm.destroyForcibly();
        }
    }

    private static boolean runs(long process) {
        return ProcessHandle.of(process).isPresent();
    }

    /** Prints the folder and the process ids of a server that it never closes. */
    static final class StartAndWait {
        private StartAndWait() {}

        public static void main(String[] args) throws InterruptedException {
            ApiServer server = ApiServer.start(ApiServerOptions.defaults());
            System.out.println(server.kubeconfig().getParent());
            System.out.println(String.join(
                    " ", server.processIds().stream().map(String::valueOf).toList()));
            Thread.sleep(Duration.ofMinutes(10));
        }
    }
}
