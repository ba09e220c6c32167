package alluxio.admission.app.node;

import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.node.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Our webhook on a node: the image, the chart, and nothing else. Its certificates are its own affair. */
record Installation(Node node, Chart chart, Path configuration) {
    static final String NAME = "alluxio-admission";

    private static final Path DEPLOY =
            Path.of(System.getProperty("project.root", ".")).resolve("deploy");
    private static final Path IMAGE = DEPLOY.resolve("image/target/alluxio-admission-image.tar");

    /** The chart with its defaults, for kubectl. */
    static final Path MANIFESTS = DEPLOY.resolve("manifests/alluxio-admission.yaml");

    /** Returns when a pod with the label is injected. */
    static Installation install(Node node, Path folder, Path configuration) {
        node.importImage(IMAGE);
        Installation installation = new Installation(node, new Chart(node, folder, NAME, NAME), configuration);
        installation.chart().install(configuration);
        installation.awaitInjection();
        return installation;
    }

    void awaitInjection() {
        Waiting.until("a pod with the label is injected", this::probe, status -> status.contains("\"injected\""));
    }

    /** What the API server would make of a pod with the label: its status, or why it was refused. */
    String probe() {
        try {
            Pod admitted =
                    node.client().pods().resource(labelled("probe")).dryRun().create();
            Map<String, String> annotations = admitted.getMetadata().getAnnotations();
            return annotations == null ? "" : annotations.getOrDefault(Keys.STATUS, "");
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A pod that asks for Alluxio, in the namespace default. */
    static Pod labelled(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .addToLabels(Keys.INJECT, "true")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("docker.io/local/none:1")
                .endContainer()
                .endSpec()
                .build();
    }

    /** The server's pods that are not being deleted. */
    List<Pod> pods() {
        return node
                .client()
                .pods()
                .inNamespace(chart.namespace())
                .withLabels(chart.podLabels())
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    void awaitReplicas(int count) {
        Waiting.until(
                count + " replicas are ready",
                this::pods,
                pods -> pods.size() == count && pods.stream().allMatch(Readiness.getInstance()::isReady));
    }

    void scale(int replicas) {
        node.client()
                .apps()
                .deployments()
                .inNamespace(chart.namespace())
                .withName(chart.release())
                .scale(replicas);
        awaitReplicas(replicas);
    }
}
