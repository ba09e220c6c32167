package alluxio.admission.testcluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an API server is started.
 *
 * @param extraFlags flags of kube-apiserver after the built-in ones, such as {@code --feature-gates=...}; the last one wins
 * @param logs the folder for the log files, which stays; without one they live in the temporary folder and go with it
 * @param verbosity of kube-apiserver's log: 0 is quiet, 4 is for debugging
 * @param startLimit how long a start may take
 */
public record ApiServerOptions(List<String> extraFlags, Optional<Path> logs, int verbosity, Duration startLimit) {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    public ApiServerOptions {
        extraFlags = List.copyOf(extraFlags);
    }

    public static ApiServerOptions defaults() {
        return new ApiServerOptions(List.of(), Optional.empty(), 0, START_LIMIT);
    }

    public ApiServerOptions withExtraFlags(String... flags) {
        return new ApiServerOptions(List.of(flags), logs, verbosity, startLimit);
    }

    /** The API server calls the endpoints of Services at their own addresses, and not by way of our proxy. */
    public ApiServerOptions withDirectServices() {
        return withExtraFlags("--egress-selector-config-file=");
    }

    public ApiServerOptions withLogs(Path folder) {
        return new ApiServerOptions(extraFlags, Optional.of(folder), verbosity, startLimit);
    }

    public ApiServerOptions withVerbosity(int level) {
        return new ApiServerOptions(extraFlags, logs, level, startLimit);
    }

    public ApiServerOptions withStartLimit(Duration limit) {
        return new ApiServerOptions(extraFlags, logs, verbosity, limit);
    }
}
