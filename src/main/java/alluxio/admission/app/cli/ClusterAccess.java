package alluxio.admission.app.cli;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.manifest.input.UnreadableException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The API server of the cluster that the server runs in, or that a kubeconfig names. Without either, the client would guess an
 * address that does not exist, and try for ever.
 */
record ClusterAccess(Map<String, String> environment, Path home) {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final String VARIABLE = "KUBECONFIG";

    static ClusterAccess ofProcess() {
        return new ClusterAccess(System.getenv(), Path.of(System.getProperty("user.home", "/")));
    }

    /** @throws UnreadableException when it is not known where an API server is */
    ClusterConnection open() {
        requireKubeconfig();
        if (!isKnown()) {
            throw new UnreadableException(
                    "discovery.namespaces needs a cluster, and none is known here: run in a pod with its service "
                            + "account, or set KUBECONFIG; or remove discovery from the configuration, and write whole profiles");
        }
        return ClusterConnection.found(new RequestLimits(REQUEST_TIMEOUT, 0));
    }

    /** @throws UnreadableException when a command that reads a cluster cannot know where its API server is */
    void requireKnown() {
        requireKubeconfig();
        if (!isKnown()) {
            throw new UnreadableException("no cluster is known here: there is no " + home.resolve(".kube/config")
                    + ", and KUBECONFIG is not set; set it, or name a file with --kubeconfig");
        }
    }

    /** As for kubectl, those that are missing in a list of several files do not matter. */
    private void requireKubeconfig() {
        List<String> files = files();
        if (!files.isEmpty() && files.stream().noneMatch(file -> Files.exists(Path.of(file)))) {
            throw new UnreadableException(
                    "KUBECONFIG names " + String.join(" and ", files) + ", and there is no such file: set it to a "
                            + "kubeconfig that exists, or unset it to use ~/.kube/config");
        }
    }

    private List<String> files() {
        return Stream.of(environment.getOrDefault(VARIABLE, "").split(File.pathSeparator, -1))
                .filter(file -> !file.isBlank())
                .toList();
    }

    private boolean isKnown() {
        return !files().isEmpty()
                || !environment.getOrDefault("KUBERNETES_SERVICE_HOST", "").isBlank()
                || Files.isRegularFile(home.resolve(".kube/config"));
    }
}
