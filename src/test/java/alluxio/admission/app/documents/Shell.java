package alluxio.admission.app.documents;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The shell of a reader who sits in the root of a checkout: a folder with links to what is there, so that files that commands write do
 * not end up in the checkout.
 */
public final class Shell {
    private static final int LIMIT_MINUTES = 5;
    private static final List<String> LINKS = List.of("bin", "deploy", "docs", "testcluster");

    /** Ends at the first command that fails; what still runs in the background ends with it. */
    private static final String PREAMBLE = "set -e -o pipefail\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n";

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** @param output of both streams, as in a terminal */
    public record Ended(int exitCode, String output) {}

    /** @param programs the folders of kubectl and helm */
    public Shell(Path folder, Path kubeconfig, List<Path> programs) {
        this.folder = folder;
        String path = String.join(
                File.pathSeparator, programs.stream().map(Path::toString).toList());
        environment.put("PATH", path + File.pathSeparator + System.getenv("PATH"));
        environment.put("KUBECONFIG", kubeconfig.toString());
        environment.put("HELM_CACHE_HOME", folder.resolve(".helm").toString());
        try {
            for (String link : LINKS) {
                Files.createSymbolicLink(folder.resolve(link), Document.ROOT.resolve(link));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs commands to their end. */
    public Ended run(String commands) {
        Path output = folder.resolve(".output");
        try {
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", PREAMBLE + commands)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("does not end: " + commands + "\n" + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
