package alluxio.admission.app.chart;

import alluxio.admission.app.apiserver.ServerProcess;
import alluxio.admission.testcluster.ApiServer;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands in for controllers and kubelets: while there is a Deployment of the chart, the server runs as its pods would, with the
 * configuration that its ConfigMap has now, and two pods of that one process are ready. Namespaces that are deleted go.
 */
final class NodelessInstallation implements AutoCloseable {
    private static final long POLL_MILLIS = 100;

    private final ApiServer server;
    private final NodelessCluster cluster;
    private final Requests requests;
    private final Path folder;
    private final Thread thread;
    private volatile boolean closed;

    /** What runs now. */
    private record Running(Deployment of, ServerProcess process) {}

    private @Nullable Running running;
    private @Nullable Long reported;

    NodelessInstallation(ApiServer server, Path folder) {
        this.server = server;
        this.cluster = new NodelessCluster(server);
        this.requests = new Requests(server);
        this.folder = folder;
        this.thread = Thread.ofPlatform().start(this::work);
    }

    private void work() {
        while (!closed) {
            try {
                reconcile();
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (KubernetesClientException | NullPointerException | AssertionError e) {
                // An object went between two looks; or the server ended, as its pod would, and starts again.
                System.out.println("nodeless: " + e.getMessage());
            }
        }
    }

    private void reconcile() throws IOException {
        Deployment deployment = server.client()
                .apps()
                .deployments()
                .inNamespace(Chart.NAMESPACE)
                .withName(Chart.RELEASE)
                .get();
        Running now = running;
        if (now != null && (deployment == null || !samePods(now.of(), deployment))) {
            now.process().close();
            running = null;
            server.client()
                    .pods()
                    .inNamespace(Chart.NAMESPACE)
                    .withGracePeriod(0)
                    .delete();
        }
        if (deployment != null && running == null) {
            start(deployment);
        } else if (deployment != null && now != null) {
            InstalledServer.copyConfiguration(server, Chart.RELEASE, folder);
            report(deployment, now.process());
        }
        server.client().namespaces().list().getItems().stream()
                .filter(namespace -> namespace.getMetadata().getDeletionTimestamp() != null)
                .forEach(this::finish);
    }

    private static boolean samePods(Deployment one, Deployment other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid())
                && one.getSpec().getTemplate().equals(other.getSpec().getTemplate());
    }

    private void start(Deployment deployment) throws IOException {
        ServerProcess process = InstalledServer.start(server, Chart.RELEASE, folder);
        running = new Running(deployment, process);
        reported = null;
        if (server.client()
                        .services()
                        .inNamespace(Chart.NAMESPACE)
                        .withName(Chart.RELEASE)
                        .get()
                == null) {
            return; // Uninstalled meanwhile; exposing it would create one.
        }
        server.exposeService(Chart.NAMESPACE, Chart.RELEASE, 443, List.of(process.port()));
        cluster.serverPods(process.managementPort());
    }

    /** Writes the status of the Deployment once the server is ready, which may never come. */
    private void report(Deployment deployment, ServerProcess process) {
        if (!deployment.getMetadata().getGeneration().equals(reported)
                && process.managed("/readyz").statusCode() == 200) {
            cluster.status(
                    "Deployment",
                    Chart.NAMESPACE,
                    Chart.RELEASE,
                    "{\"observedGeneration\": %d, \"replicas\": 2, \"updatedReplicas\": 2, \"readyReplicas\": 2, \"availableReplicas\": 2}"
                            .formatted(deployment.getMetadata().getGeneration()));
            reported = deployment.getMetadata().getGeneration();
        }
    }

    /** As the controller of namespaces does when all in it is gone. */
    private void finish(Namespace namespace) {
        String name = namespace.getMetadata().getName();
        server.client().pods().inNamespace(name).withGracePeriod(0).delete();
        server.client().secrets().inNamespace(name).delete();
        server.client().configMaps().inNamespace(name).delete();
        ObjectNode finalized = JsonMapper.shared().createObjectNode();
        finalized
                .put("apiVersion", "v1")
                .put("kind", "Namespace")
                .putObject("metadata")
                .put("name", name);
        finalized.putObject("spec").putArray("finalizers");
        requests.send("PUT", "/api/v1/namespaces/" + name + "/finalize", "application/json", finalized);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Running now = running;
        if (now != null) {
            now.process().close();
        }
    }
}
