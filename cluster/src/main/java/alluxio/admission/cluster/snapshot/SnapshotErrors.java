package alluxio.admission.cluster.snapshot;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong with reading the cluster, in words that name the way out. */
final class SnapshotErrors {
    private SnapshotErrors() {}

    /** Without the wrappers of futures. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    static String words(Watched watched, Throwable cause) {
        if (cause instanceof KubernetesClientException e && e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
            return "cannot list " + watched + ": forbidden; "
                    + (watched.namespace().isEmpty()
                            ? "apply the chart with discovery.namespaces set, which grants the right"
                            : "run `alluxio-admission trust " + watched.namespace() + "`");
        }
        return "cannot list " + watched + ": " + reason(cause);
    }

    /** The API server's message, or else that of the deepest cause. */
    static String reason(Throwable failure) {
        if (failure instanceof KubernetesClientException e
                && e.getStatus() != null
                && e.getStatus().getMessage() != null) {
            return e.getStatus().getMessage();
        }
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof ClosedChannelException) {
            return "the connection was closed";
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }
}
