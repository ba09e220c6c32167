package alluxio.admission.benchmarks;

import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.image.UnpackedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how the container image starts, with its cache and without, by turns within one run. Takes the number of rounds.
 * It runs as a container does, read-only and as its user, so it needs root; its memory is bounded as that of a container with 320 MiB.
 * Prints Markdown.
 */
final class ImageBenchmark {
    private static final int REVIEWS = 200;

    private ImageBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Path folder = Files.createTempDirectory("alluxio-admission-benchmark-");
        try {
            UnpackedImage image = UnpackedImage.into(folder);
            TestIdentity identity = TestIdentity.create(image.tmp());
            List<Contestant> contestants = List.of(
                    contestant("with the cache", image, "-XX:AOTMode=auto"),
                    contestant("without", image, "-XX:AOTMode=off"));
            Figures figures = new Figures();
            for (int i = 0; i < rounds; i++) {
                for (Contestant contestant : contestants) {
                    measure(contestant, identity, figures);
                }
            }
            System.out.println(figures.markdown(contestants));
        } finally {
            Folders.delete(folder);
        }
    }

    private static void measure(Contestant contestant, TestIdentity identity, Figures figures)
            throws IOException, InterruptedException {
        try (RunningServer server = contestant.start(identity)) {
            figures.add(contestant, "Start of the image", "start to ready, ms", server.millisToReady());
            figures.add(contestant, "Start of the image", "CPU time of it, ms", server.cpuMicros() / 1000);
            figures.add(contestant, "Start of the image", "resident after it, MiB", server.residentMebibytes());
            byte[] request = ReviewKind.SMALL.request(0);
            try (BenchClient client = new BenchClient(identity.trust(), server.port())) {
                for (int i = 0; i < REVIEWS; i++) {
                    client.exchange(request);
                }
            }
            figures.add(
                    contestant,
                    "Start of the image",
                    "resident after " + REVIEWS + " reviews, MiB",
                    server.residentMebibytes());
        }
    }

    private static Contestant contestant(String name, UnpackedImage image, String mode) {
        ProcessBuilder process = image.run(
                List.of(mode, "-XX:MaxRAM=320m"),
                "serve",
                "--bind=127.0.0.1",
                "--tls-cert=/tmp/tls.crt",
                "--tls-key=/tmp/tls.key",
                "--port=PORT",
                "--management-port=MANAGEMENT",
                "--drain-delay=0");
        List<String> command = new ArrayList<>(List.of("env", "-i"));
        process.environment().forEach((key, value) -> command.add(key + "=" + value));
        command.addAll(process.command());
        return new Contestant(name, command, true);
    }
}
