package alluxio.admission.testcluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. Thread-safe. */
public final class Command {

    private Command() {}

    /**
     * What happened.
     *
     * @param output standard output and standard error, in the order in which they came
     */
    public record Result(int code, String output) {}

    /** Returns what it printed; any exit code but 0 is an error. */
    public static String run(List<String> command) {
        return orThrow(command, attempt(command));
    }

    /** With a file as its standard input. */
    public static String run(List<String> command, Path input) {
        return orThrow(command, start(command, ProcessBuilder.Redirect.from(input.toFile())));
    }

    /** For a caller that expects failures. */
    public static Result attempt(List<String> command) {
        return start(command, ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }

    private static Result start(List<String> command, ProcessBuilder.Redirect input) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(input)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new TestClusterException("Cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while running " + String.join(" ", command), e);
        }
    }

    private static String orThrow(List<String> command, Result result) {
        if (result.code() != 0) {
            throw new TestClusterException(String.join(" ", command) + " failed with exit code " + result.code() + ":\n"
                    + result.output().strip());
        }
        return result.output();
    }
}
