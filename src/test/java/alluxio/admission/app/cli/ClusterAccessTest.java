package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.manifest.input.UnreadableException;
import java.io.File;
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
        Path file = Files.writeString(home.resolve("kubeconfig"), "");
        open(Map.of("KUBECONFIG", "/no/such/file" + File.pathSeparator + file));
        open(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"));
        Files.createDirectories(home.resolve(".kube"));
        Files.writeString(home.resolve(".kube/config"), "");
        open(Map.of());
    }

    @Test
    @DisplayName("names the file of KUBECONFIG that does not exist, and ~/.kube/config where nothing is set")
    void missing() {
        assertThatThrownBy(() -> new ClusterAccess(Map.of("KUBECONFIG", "/no/such/file"), home).open())
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("KUBECONFIG names /no/such/file, and there is no such file: ");
        assertThatThrownBy(() -> new ClusterAccess(Map.of(), home).requireKnown())
                .isInstanceOf(UnreadableException.class)
                .hasMessage("no cluster is known here: there is no " + home
                        + "/.kube/config, and KUBECONFIG is not set; set it, or name a file with --kubeconfig");
    }

    private void open(Map<String, String> environment) {
        try (ClusterConnection connection = new ClusterAccess(environment, home).open()) {
            assertThat(connection.url()).startsWith("http");
        }
    }
}
