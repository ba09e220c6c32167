package alluxio.admission.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The empty webhook in Go, built from its source in testcluster. */
final class GoServer {
    private static final int BUILD_SECONDS = 120;

    private GoServer() {}

    /** Empty, and said so on standard error, when there is no Go. */
    static Optional<Contestant> build(Path root, Path folder) throws InterruptedException {
        Path program = folder.resolve("emptywebhook");
        try {
            Process build = new ProcessBuilder("go", "build", "-o", program.toString(), "./cmd/emptywebhook")
                    .directory(root.resolve("testcluster/tools").toFile())
                    .inheritIO()
                    .start();
            if (build.waitFor(BUILD_SECONDS, TimeUnit.SECONDS) && build.exitValue() == 0) {
                return Optional.of(Contestant.emptyGo(program));
            }
            build.destroyForcibly();
        } catch (IOException e) {
            // There is no Go; said below.
        }
        System.err.println("No empty Go server: go build did not work here. Its column is left out.");
        return Optional.empty();
    }
}
