package alluxio.admission.app.cli;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.manifest.input.UnreadableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The API server of the cluster that the server runs in, or that a kubeconfig names. Without either, the client would guess an
 * address that does not exist, and try for ever.
 */
record ClusterAccess(Map<String, String> environment, Path home) {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    static ClusterAccess ofProcess() {
        return new ClusterAccess(System.getenv(), Path.of(System.getProperty("user.home", "/")));
    }

    /** @throws UnreadableException when it is not known where an API server is */
    ClusterConnection open() {
        if (!isKnown()) {
            throw new UnreadableException(
                    "discovery.namespaces needs a cluster, and none is known here: run in a pod with its service "
                            + "account, or set KUBECONFIG; or remove discovery from the configuration, and write whole profiles");
        }
        return ClusterConnection.found(new RequestLimits(REQUEST_TIMEOUT, 0));
    }

    private boolean isKnown() {
        return !environment.getOrDefault("KUBECONFIG", "").isBlank()
                || !environment.getOrDefault("KUBERNETES_SERVICE_HOST", "").isBlank()
                || Files.isRegularFile(home.resolve(".kube/config"));
    }
}
