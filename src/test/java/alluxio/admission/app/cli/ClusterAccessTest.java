package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.manifest.input.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The server's way to its cluster")
class ClusterAccessTest {
    @TempDir
    private Path home = Path.of("");

    @Test
    @DisplayName("is an error that says what to do, where nothing tells where an API server is")
    void unknown() {
        assertThatThrownBy(() -> new ClusterAccess(Map.of("KUBECONFIG", ""), home).open())
                .isInstanceOf(UnreadableException.class)
                .hasMessage(
                        "discovery.namespaces needs a cluster, and none is known here: run in a pod with its service account, or "
                                + "set KUBECONFIG; or remove discovery from the configuration, and write whole profiles");
    }

    @Test
    @DisplayName("is a kubeconfig or the pod's own account")
    void known() throws IOException {
        open(Map.of("KUBECONFIG", "/some/file"));
        open(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"));
        Files.createDirectories(home.resolve(".kube"));
        Files.writeString(home.resolve(".kube/config"), "");
        open(Map.of());
    }

    private void open(Map<String, String> environment) {
        try (ClusterConnection connection = new ClusterAccess(environment, home).open()) {
            assertThat(connection.url()).startsWith("http");
        }
    }
}
