package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Cleanup;
import alluxio.admission.testcluster.ClientFactory;
import alluxio.admission.testcluster.Folders;
import alluxio.admission.testcluster.Kubeconfig;
import alluxio.admission.testcluster.Program;
import alluxio.admission.testcluster.SigningKey;
import alluxio.admission.testcluster.StartedApiServer;
import alluxio.admission.testcluster.Supervised;
import alluxio.admission.testcluster.TestClusterException;
import alluxio.admission.testcluster.Tools;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the programs of one node in their order and waits until it is ready. */
final class NodeLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLauncher.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LOG_LINES = 15;

    private final Tools tools;
    private final NodeOptions options;
    private final Identities identities = Identities.random();
    private final List<Supervised> started = new ArrayList<>();
    private long start = System.nanoTime();

    NodeLauncher(Tools tools, NodeOptions options) {
        this.tools = tools;
        this.options = options;
    }

    Node launch() {
        Path cniFolder = Requirements.check();
        Cleanup cleanup = new Cleanup();
        try {
            return launch(cniFolder, cleanup);
        } catch (RuntimeException e) {
            try {
                cleanup.close();
            } catch (TestClusterException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private Node launch(Path cniFolder, Cleanup cleanup) {
        NodeFolder folder = NodeFolder.create(options.logs());
        folder.write(NodeConfiguration.HOSTS, NodeConfiguration.hosts());
        // Closed last to first: the namespaces die, and with them all that runs there, in no particular order.
        cleanup.add(() -> started.forEach(Supervised::close));
        Namespaces namespaces = cleanup.add(Namespaces.create(folder, tools.folder()));
        Network network = Network.connect(namespaces);
        NodeConfiguration configuration = new NodeConfiguration(network, cniFolder.toString());
        write(folder, configuration);
        NodePrograms programs = new NodePrograms(folder, namespaces, network);
        KubernetesClient client = cleanup.add(startControlPlane(folder, configuration, programs));
        startNode(programs);
        Node.Restart restart = () -> restart(namespaces, programs, client);
        Node node = new Node(cleanup, new Node.Parts(folder, namespaces, network, tools, client, restart));
        await("containerd answers", () -> Files.exists(folder.hostPath(NodeConfiguration.CONTAINERD_SOCKET)));
        node.importImage(PauseImage.archive(folder));
        await("the Node is ready", () -> isNodeReady(client));
        LOG.info(
                "{}, ready after {} s",
                node.summary(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
        return node;
    }

    private void write(NodeFolder folder, NodeConfiguration configuration) {
        SigningKey key = SigningKey.random();
        folder.write("service-accounts.key", key.privatePem());
        folder.write("service-accounts.pub", key.publicPem());
        folder.write("tokens.csv", identities.tokenFile());
        folder.write(NodeConfiguration.CNI, configuration.cni());
        folder.write(NodeConfiguration.CONTAINERD, configuration.containerd());
        folder.write(NodeConfiguration.KUBELET, configuration.kubelet());
        folder.write(NodeConfiguration.COREFILE, configuration.corefile());
        folder.write(NodeConfiguration.AUDIT_POLICY, configuration.audit());
        folder.write(NodeConfiguration.RESOLV_CONF, "");
    }

    private KubernetesClient startControlPlane(
            NodeFolder folder, NodeConfiguration configuration, NodePrograms programs) {
        started.add(programs.etcd());
        started.add(programs.apiServer());
        // The key is written after the certificate, so with the key there the certificate is complete.
        await("kube-apiserver has its certificate", () -> Files.exists(folder.file("certs/apiserver.key")));
        String authority = StartedApiServer.authority(folder.file("certs/apiserver.crt"));
        folder.write("ca.crt", authority);
        identities
                .tokens()
                .forEach((user, token) -> folder.write(
                        NodeConfiguration.kubeconfig(user),
                        Kubeconfig.text(configuration.apiServerUrl(), authority, user, token)));
        KubernetesClient client =
                ClientFactory.create(configuration.apiServerUrl(), authority, identities.token(Identities.ADMIN));
        try {
            await("kube-apiserver is ready", () -> StartedApiServer.isReady(client));
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private void startNode(NodePrograms programs) {
        started.add(programs.containerd());
        started.add(programs.controllerManager());
        started.add(programs.scheduler());
        started.add(programs.dns());
        started.add(programs.kubelet(options.labels()));
        started.add(programs.proxy());
    }

    /** What a power failure ends comes back in the same order, with the same disk. */
    private void restart(Namespaces namespaces, NodePrograms programs, KubernetesClient client) {
        start = System.nanoTime();
        namespaces.killAll();
        Instant dark = Instant.now();
        started.forEach(Supervised::close);
        started.clear();
        started.add(programs.etcd());
        started.add(programs.apiServer());
        await("kube-apiserver is ready again", () -> StartedApiServer.isReady(client));
        startNode(programs);
        await("the Node is ready again", process -> !isKubelet(process), () -> {
            keepKubelet(programs);
            return isNodeReady(client) && lastHeartbeat(client).isAfter(dark);
        });
    }

    /** As systemd does: the kubelet ends while containerd is still busy with what it finds of the containers of before. */
    private void keepKubelet(NodePrograms programs) {
        started.replaceAll(
                process -> isKubelet(process) && !process.isAlive() ? programs.kubelet(options.labels()) : process);
    }

    private static boolean isKubelet(Supervised process) {
        return process.log().endsWith(Program.KUBELET.fileName() + ".log");
    }

    /** After a power failure the Node says for a while what its kubelet said before. */
    private static Instant lastHeartbeat(KubernetesClient client) {
        return client.nodes().withName(NodeConfiguration.NODE_NAME).get().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(condition -> Instant.parse(condition.getLastHeartbeatTime()))
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private void await(String what, BooleanSupplier condition) {
        await(what, _ -> true, condition);
    }

    /** @param vital whether the end of a process is the end of it all */
    private void await(String what, Predicate<Supervised> vital, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            started.stream()
                    .filter(vital.and(process -> !process.isAlive()))
                    .findFirst()
                    .ifPresent(ended -> {
                        throw new TestClusterException(ended.log().getFileName() + " ends with:\n"
                                + Folders.lastLines(ended.log(), LOG_LINES));
                    });
            if (System.nanoTime() - start > options.startLimit().toNanos()) {
                throw new TestClusterException("After " + options.startLimit().toSeconds() + " s it is not so that "
                        + what + ". The logs end with:\n" + logEnds());
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TestClusterException("Interrupted before " + what, e);
            }
        }
    }

    private String logEnds() {
        StringBuilder ends = new StringBuilder();
        for (Supervised process : started) {
            ends.append(process.log().getFileName())
                    .append(":\n")
                    .append(Folders.lastLines(process.log(), LOG_LINES))
                    .append('\n');
        }
        return ends.toString();
    }

    private static boolean isNodeReady(KubernetesClient client) {
        var node = client.nodes().withName(NodeConfiguration.NODE_NAME).get();
        return node != null
                && Readiness.getInstance().isReady(node)
                && client.serviceAccounts()
                                .inNamespace("default")
                                .withName("default")
                                .get()
                        != null;
    }
}
