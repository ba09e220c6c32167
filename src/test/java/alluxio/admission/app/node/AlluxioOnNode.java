package alluxio.admission.app.node;

import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.node.AlluxioImages;
import alluxio.admission.testcluster.node.Node;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Alluxio 2.9.6 on a real node, deployed from {@code deploy/examples}, before an HDFS outside the cluster, with
 * our webhook installed by its chart. Alluxio's own pods are injected too: they asked for host aliases and HDFS.
 */
record AlluxioOnNode(Node node, Installation installation, Path folder) implements AutoCloseable {
    static final String ALLUXIO = "alluxio";
    static final String MASTER = "alluxio-master-0";

    private static final Path ROOT = Path.of(System.getProperty("project.root", "."));

    static AlluxioOnNode deploy(Node node) {
        try {
            Stopwatch watch = new Stopwatch();
            AlluxioImages.importInto(node, ROOT.resolve("testcluster/images"));
            watch.lap("images made and imported");
            Path folder = Files.createTempDirectory("alluxio-on-node-");
            Installation installation = Installation.install(node, folder, configuration(node, folder));
            AlluxioOnNode alluxio = new AlluxioOnNode(node, installation, folder);
            watch.lap("our image imported, our chart installed");
            alluxio.namespace(ALLUXIO);
            AlluxioImages.offerVolumes(node);
            alluxio.labelNode();
            node.kubectl("apply", "-f", write(node, folder, "hdfs.yaml").toString());
            alluxio.hdfsSecret(ALLUXIO);
            node.kubectl("apply", "-f", exactlyCounting(node, folder).toString());
            alluxio.awaitReady("outside", "metadata.name=hdfs", 1);
            alluxio.awaitReady(ALLUXIO, "", 2);
            // The clients run as other users than Alluxio.
            alluxio.alluxio("fs", "chmod", "0777", "/");
            watch.lap("Alluxio and HDFS ready");
            return alluxio;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path example(String name) {
        return ROOT.resolve("deploy/examples").resolve(name);
    }

    void namespace(String name) {
        node.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** The Secret with the configuration of HDFS, which a pod's own namespace must have. */
    void hdfsSecret(String namespace) {
        Path files = folder.resolve("hdfs-conf");
        try {
            Files.createDirectories(files);
            for (String name : List.of("core-site.xml", "hdfs-site.xml")) {
                Files.writeString(
                        files.resolve(name),
                        node.kubectl(
                                "get",
                                "configmap",
                                "-n",
                                "outside",
                                "hdfs-conf",
                                "-o",
                                "go-template={{index .data \"" + name + "\"}}"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        node.kubectl("create", "secret", "generic", "alluxio-hdfs-config", "-n", namespace, "--from-file=" + files);
    }

    /** Runs Alluxio's command line in the master's container. */
    String alluxio(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("exec", "-n", ALLUXIO, MASTER, "-c", "alluxio-master", "--", "alluxio"));
        command.addAll(List.of(arguments));
        return node.kubectl(command.toArray(String[]::new));
    }

    /** Those that are being deleted, too. */
    List<Pod> workers() {
        return node.client()
                .pods()
                .inNamespace(ALLUXIO)
                .withLabel("role", "alluxio-worker")
                .list()
                .getItems();
    }

    Pod worker() {
        return workers().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until so many pods, and all that there are, are ready. */
    void awaitReady(String namespace, String fieldSelector, int count) {
        Waiting.until(
                "all pods ready in " + namespace + " (their logs are kept in " + node.logs() + "/pods)",
                () -> node.client()
                        .pods()
                        .inNamespace(namespace)
                        .list(new ListOptionsBuilder()
                                .withFieldSelector(fieldSelector)
                                .build())
                        .getItems(),
                pods -> pods.size() == count && pods.stream().allMatch(Readiness.getInstance()::isReady));
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
    }

    /**
     * The example, with one property for the sake of exact figures. With zero copy, Alluxio's worker counts the length of
     * a buffer after it has handed it to Netty, which may have sent a part by then, so that a busy worker counts too
     * little ({@code BlockReadHandler.DataReader.runInternal} of 2.9.6); without, the buffer stays as it is.
     */
    private static Path exactlyCounting(Node node, Path folder) throws IOException {
        String option = "-Dalluxio.worker.tieredstore.levels=1";
        String manifests =
                node.kubectl("kustomize", example("alluxio-with-hdfs").toString());
        if (!manifests.contains(option)) {
            throw new AssertionError("the example no longer sets " + option);
        }
        return Files.writeString(
                folder.resolve("alluxio.yaml"),
                manifests.replace(option, option + " -Dalluxio.worker.network.zerocopy.enabled=false"));
    }

    private void labelNode() {
        node.client().nodes().withName(Node.NAME).edit(object -> {
            object.getMetadata().getLabels().putAll(AlluxioImages.WORKER_LABEL);
            return object;
        });
    }

    /** That of the examples, with the address of the HDFS that is here, and with more profiles. */
    private static Path configuration(Node node, Path folder) throws IOException {
        String address = "10.0.0.7";
        String example = Files.readString(example("config.yaml"));
        if (!example.contains(address)) {
            throw new AssertionError("the example no longer has " + address);
        }
        String more = Files.readString(write(node, folder, "admission.yaml"));
        return Files.writeString(folder.resolve("admission.yaml"), example.replace(address, node.address()) + more);
    }

    /** One of the test's own files, with the node's address in it. */
    private static Path write(Node node, Path folder, String name) {
        return Manifests.write(folder, name, Map.of("NODE", node.address()));
    }
}
