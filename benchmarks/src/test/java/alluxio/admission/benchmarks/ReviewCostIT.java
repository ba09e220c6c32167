package alluxio.admission.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a review of each kind costs, in figures that do not depend on how busy the machine is: bytes allocated without a compiler, steps
 * of the budget, code that is executed, classes that a server loads. None may be more than ten percent higher than recorded. To record them anew, set
 * GOLDEN_UPDATE=1.
 */
@DisplayName("The cost of a review")
class ReviewCostIT {
    private static final Path RECORD = Path.of(System.getProperty("project.root", ".."))
            .resolve("benchmarks/src/test/resources/bench/review-costs.txt");
    private static final String HOW =
            "record them with GOLDEN_UPDATE=1 mvn verify -pl benchmarks -am -Dtest=none -Dit.test=ReviewCostIT "
                    + "-Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false";

    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("is not higher than recorded: allocated bytes, steps, executed and loaded code")
    void isNotHigherThanRecorded() throws Exception {
        List<String> lines = new ArrayList<>(decisions());
        lines.addAll(ReviewFootprint.measure().lines());
        lines.addAll(classes());
        RecordedCosts measured = RecordedCosts.of(lines);
        if (System.getenv("GOLDEN_UPDATE") != null) {
            measured.write(RECORD);
        }
        RecordedCosts recorded = RecordedCosts.read(RECORD);
        List<String> lower = measured.lowerThan(recorded);
        if (!lower.isEmpty()) {
            System.out.println("Reviews cost less than recorded; " + HOW + "\n  " + String.join("\n  ", lower));
        }
        assertThat(measured.higherThan(recorded))
                .as("If the higher cost is worth it, " + HOW)
                .isEmpty();
    }

    private List<String> decisions() throws IOException, InterruptedException {
        Path output = folder.resolve("costs.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xint",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dlogback.configurationFile=logback-serve.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReviewCosts.class.getName())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output);
    }

    /** With one review of each kind, through the socket. */
    private List<String> classes() throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        TestIdentity identity = TestIdentity.create(folder);
        try (RunningServer server = Contestant.admissionServer(List.of("-XX:+UseSerialGC", "-Xmx96m"), List.of())
                .withFlags(List.of("-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + log))
                .start(identity)) {
            long ready = loaded(log);
            try (BenchClient client = new BenchClient(identity.trust(), server.port())) {
                for (ReviewKind kind : ReviewKind.values()) {
                    client.exchange(BenchClient.request(kind.path(), kind.review(0)));
                }
            }
            return List.of(
                    "server: classes loaded when it is ready\t" + ready,
                    "server: classes loaded by the first reviews\t" + (loaded(log) - ready));
        }
    }

    private static long loaded(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.count();
        }
    }
}
