package alluxio.admission.app.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An Alluxio that no profile describes, deployed as its chart does, in a namespace of its own. */
record DiscoveredAlluxio(AlluxioOnNode alluxio, String namespace) {
    static DiscoveredAlluxio in(String namespace, AlluxioOnNode alluxio) {
        alluxio.namespace(namespace);
        return new DiscoveredAlluxio(alluxio, namespace);
    }

    /** Puts the domain socket into a directory of the node; returns at once. */
    void deployWithDirectory(String directory) {
        apply("hostPath: {path: " + directory + ", type: DirectoryOrCreate}");
    }

    /** Puts the domain socket on a claim, as the charts do by default; returns at once. */
    void deployWithClaim() {
        apply("persistentVolumeClaim: {claimName: alluxio-worker-domain-socket}");
    }

    private void apply(String socket) {
        alluxio.node()
                .kubectl(
                        "apply",
                        "-f",
                        Manifests.write(
                                        alluxio.folder(),
                                        "discovered.yaml",
                                        Map.of("NAMESPACE", namespace, "SOCKET", socket))
                                .toString());
    }

    /** Waits until the master knows one worker, which is the one that the DaemonSet wants now. */
    Pod awaitWorker() {
        Pod worker = Waiting.until(
                        "one worker, of the newest template, is ready in " + namespace,
                        this::workers,
                        pods -> pods.size() == 1
                                && Readiness.getInstance().isReady(pods.getFirst())
                                && generation(pods.getFirst()).equals(wanted()))
                .getFirst();
        Waiting.until(
                "the master has forgotten all other workers",
                this::knownWorkers,
                addresses -> addresses.equals(List.of(worker.getStatus().getPodIP())));
        return worker;
    }

    /** Those that are being deleted, too. */
    private List<Pod> workers() {
        return pods("alluxio-worker");
    }

    private List<Pod> pods(String role) {
        return alluxio.node()
                .client()
                .pods()
                .inNamespace(namespace)
                .withLabel("role", role)
                .list()
                .getItems();
    }

    private static String generation(Pod worker) {
        return worker.getMetadata().getLabels().getOrDefault("pod-template-generation", "");
    }

    private String wanted() {
        return Long.toString(alluxio.node()
                .client()
                .apps()
                .daemonSets()
                .inNamespace(namespace)
                .withName("alluxio-worker")
                .require()
                .getMetadata()
                .getGeneration());
    }

    /** The pods' addresses by which the master knows its live workers; empty while it does not answer. */
    private List<String> knownWorkers() {
        List<Pod> masters = pods("alluxio-master");
        if (masters.isEmpty() || masters.getFirst().getStatus().getPodIP() == null) {
            return List.of();
        }
        String master = masters.getFirst().getStatus().getPodIP();
        URI uri = URI.create("http://" + master + ":19999/api/v1/master/info");
        try (HttpClient client = HttpClient.newHttpClient()) {
            String answer = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            JsonNode workers = JsonMapper.shared().readTree(answer).path("workers");
            return workers.valueStream()
                    .map(worker -> worker.at("/address/containerHost").asString(""))
                    .toList();
        } catch (java.net.ConnectException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Takes it away with its volume, and does not wait. */
    void delete() {
        alluxio.node().client().namespaces().withName(namespace).delete();
        alluxio.node()
                .client()
                .persistentVolumes()
                .withName(namespace + "-socket")
                .delete();
    }
}
