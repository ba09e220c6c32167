package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Cleanup;
import alluxio.admission.testcluster.ClientFactory;
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
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the programs of one node in their order and waits until it is ready. */
final class NodeLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLauncher.class);

    private final Tools tools;
    private final NodeOptions options;
    private final Identities identities = Identities.random();
    private final RunningPrograms running;

    NodeLauncher(Tools tools, NodeOptions options) {
        this.tools = tools;
        this.options = options;
        this.running = new RunningPrograms(options.startLimit());
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
        cleanup.add(running);
        Namespaces namespaces = cleanup.add(Namespaces.create(folder, tools.folder()));
        Network network = Network.connect(namespaces);
        NodeConfiguration configuration = new NodeConfiguration(network, cniFolder.toString());
        write(folder, configuration);
        NodePrograms programs = new NodePrograms(folder, namespaces, network);
        KubernetesClient client = cleanup.add(startControlPlane(folder, configuration, programs));
        startNode(programs);
        Node.Restart restart = () -> restart(namespaces, programs, client);
        Node node = new Node(cleanup, new Node.Parts(folder, namespaces, network, tools, client, restart));
        running.await("containerd answers", () -> Files.exists(folder.hostPath(NodeConfiguration.CONTAINERD_SOCKET)));
        node.importImage(PauseImage.archive(folder));
        running.await("the Node is ready", () -> isNodeReady(client));
        LOG.info("{}, ready after {} s", node.summary(), running.elapsed().toSeconds());
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
        running.add(programs.etcd());
        running.add(programs.apiServer());
        // The key is written after the certificate, so with the key there the certificate is complete.
        running.await("kube-apiserver has its certificate", () -> Files.exists(folder.file("certs/apiserver.key")));
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
            running.await("kube-apiserver is ready", () -> StartedApiServer.isReady(client));
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private void startNode(NodePrograms programs) {
        running.add(programs.containerd());
        running.add(programs.controllerManager());
        running.add(programs.scheduler());
        running.add(programs.dns());
        running.add(programs.kubelet(options.labels()));
        running.add(programs.proxy());
    }

    /** What a power failure ends comes back in the same order, with the same disk. */
    private void restart(Namespaces namespaces, NodePrograms programs, KubernetesClient client) {
        namespaces.killAll();
        Instant dark = Instant.now();
        running.beginAnew();
        running.add(programs.etcd());
        running.add(programs.apiServer());
        running.await("kube-apiserver is ready again", () -> StartedApiServer.isReady(client));
        startNode(programs);
        // As systemd does: the kubelet ends while containerd is still busy with what it finds of the containers of
        // before.
        running.await("the Node is ready again", program -> !isKubelet(program), () -> {
            running.restart(NodeLauncher::isKubelet, () -> programs.kubelet(options.labels()));
            return isNodeReady(client) && lastHeartbeat(client).isAfter(dark);
        });
    }

    private static boolean isKubelet(Supervised program) {
        return program.log().endsWith(Program.KUBELET.fileName() + ".log");
    }

    /** After a power failure the Node says for a while what its kubelet said before. */
    private static Instant lastHeartbeat(KubernetesClient client) {
        return client.nodes().withName(NodeConfiguration.NODE_NAME).get().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(condition -> Instant.parse(condition.getLastHeartbeatTime()))
                .findFirst()
                .orElse(Instant.EPOCH);
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
