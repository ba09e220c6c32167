package alluxio.admission.app.cli;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.manifest.input.UnreadableException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command that reads a live cluster reaches it, as kubectl does. */
final class KubeconfigOptions {
    static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final RequestLimits LIMITS = new RequestLimits(TIMEOUT, 0);

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "how to reach the cluster (default: KUBECONFIG, the pod's own account, or ~/.kube/config)")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "context of the kubeconfig (default: its current one)")
    private @Nullable String context;

    /** Nothing is sent yet. */
    ClusterConnection open() {
        return open(LIMITS);
    }

    /**
     * Nothing is sent yet.
     *
     * @throws UnreadableException when no kubeconfig can be read, or none is known
     */
    ClusterConnection open(RequestLimits limits) {
        if (kubeconfig == null) {
            ClusterAccess.ofProcess().requireKnown();
            return context == null ? ClusterConnection.found(limits) : inContext(context, limits);
        }
        String text = InputFile.text(kubeconfig, InputLimit.KUBECONFIG);
        try {
            return ClusterConnection.ofContext(kubeconfig, text, context, limits);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(kubeconfig + ": " + e.getMessage());
        }
    }

    private static ClusterConnection inContext(String context, RequestLimits limits) {
        try {
            return ClusterConnection.ofContext(context, limits);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }
}
