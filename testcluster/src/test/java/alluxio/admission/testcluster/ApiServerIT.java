package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealApiServer
class ApiServerIT {

    @Test
    void itIsTheApiServerThatGoModPins(ApiServer server) {
        String version = Objects.requireNonNull(GoModule.pinned().get(Program.Source.KUBERNETES))
                .version("k8s.io/kubernetes");
        assertThat(server.client().getKubernetesVersion().getGitVersion()).isEqualTo(version);
        assertThat(server.residentBytes()).isGreaterThan(100 << 20);
        assertThat(server.startupTime()).isLessThan(Duration.ofMinutes(1));
        assertThat(server.summary()).startsWith("kube-apiserver at https://127.0.0.1:");
    }

    @Test
    void namespacesCanBeListed(KubernetesClient client) {
        assertThat(client.namespaces().list().getItems())
                .extracting((Namespace namespace) -> namespace.getMetadata().getName())
                .contains("default", "kube-system");
    }

    @Test
    void aPodPassesADryRun(KubernetesClient client) {
        Pod created = client.resource(pod("dry")).dryRun().create();
        assertThat(created.getSpec().getTerminationGracePeriodSeconds()).isEqualTo(30);
        assertThat(client.pods().inNamespace("default").withName("dry").get()).isNull();
    }

    @Test
    void theKubeconfigWorksAndIsPrivate(ApiServer server) throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.kubeconfig())))
                .isEqualTo("rw-------");
        Config config = Config.fromKubeconfig(server.kubeconfig().toFile());
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            assertThat(client.namespaces().withName("default").get()).isNotNull();
        }
    }

    @Test
    void anotherTokenHasNoRights(ApiServer server) {
        try (KubernetesClient nobody = server.clientFor("wrong")) {
            assertThatThrownBy(() -> nobody.namespaces().list()).hasMessageContaining("Unauthorized");
        }
    }

    @Test
    void nothingListensOutsideOfLoopback(ApiServer server) {
        assertThat(server.url()).startsWith("https://127.0.0.1:");
        assertThat(server.logs().resolve("etcd.log")).content().doesNotContain("http://");
    }

    @Test
    void anotherServerIsAnotherWorldAndLeavesNothingBehind(ApiServer server) {
        ApiServer other = ApiServer.start(ApiServerOptions.defaults());
        List<Long> processes = other.processIds();
        try (other) {
            assertThat(other.url()).isNotEqualTo(server.url());
            assertThat(processes).hasSize(2);
            other.client().resource(pod("only-there")).create();
            assertThat(server.client().pods().withName("only-there").get()).isNull();
        }
        assertThat(processes).allSatisfy(id -> assertThat(ProcessHandle.of(id)).isEmpty());
        assertThat(other.kubeconfig().getParent()).doesNotExist();
        other.close();
    }

    @Test
    void aFailedStartShowsTheEndOfTheLog(@TempDir Path logs) {
        ApiServerOptions options = ApiServerOptions.defaults().withLogs(logs).withExtraFlags("--no-such-flag");
        assertThatThrownBy(() -> ApiServer.start(options))
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("kube-apiserver ended at once")
                .hasMessageContaining("unknown flag: --no-such-flag");
        assertThat(logs.resolve("kube-apiserver.log")).exists();
    }

    @Test
    void aTakenPortIsTriedAgain(@TempDir Path logs) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            ApiServerOptions options =
                    ApiServerOptions.defaults().withLogs(logs).withExtraFlags("--secure-port=" + taken.getLocalPort());
            assertThatThrownBy(() -> ApiServer.start(options)).hasMessageContaining("address already in use");
        }
    }

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("example")
                .endContainer()
                .endSpec()
                .build();
    }
}
