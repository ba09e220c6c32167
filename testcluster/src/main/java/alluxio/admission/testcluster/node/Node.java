package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Cleanup;
import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Program;
import alluxio.admission.testcluster.TestClusterException;
import alluxio.admission.testcluster.ToolCache;
import alluxio.admission.testcluster.Tools;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Kubernetes cluster of one node that runs real pods: etcd, kube-apiserver, controller manager, scheduler, kubelet,
 * kube-proxy, CoreDNS and containerd, in namespaces of their own. Pods and Services are reached from this machine by
 * their addresses, and this machine from pods by {@link #hostAddress()}. Needs root. Everything ends with {@link
 * #close()}, and when this JVM dies: processes, mounts, interfaces, cgroups and files. Thread-safe.
 */
public final class Node implements AutoCloseable {

    /** The name of the Node object. */
    public static final String NAME = NodeConfiguration.NODE_NAME;

    private final Cleanup cleanup;
    private final Parts parts;

    /** Ends all that runs on the node at once and starts it again. */
    interface Restart {
        void run();
    }

    record Parts(
            NodeFolder folder,
            Namespaces namespaces,
            Network network,
            Tools tools,
            KubernetesClient client,
            Restart restart) {}

    Node(Cleanup cleanup, Parts parts) {
        this.cleanup = cleanup;
        this.parts = parts;
    }

    /**
     * Starts one and waits until it is ready, about ten seconds; the very first time the programs are built, which takes
     * many minutes.
     *
     * @throws TestClusterException when something is missing on this machine, with all that is; or when it does not
     *     start, with the last lines of the logs
     */
    public static Node start(NodeOptions options) {
        Requirements.check();
        return new NodeLauncher(ToolCache.ofUser().forNode(), options).launch();
    }

    /** A client with all rights. It belongs to this node: don't close it. */
    public KubernetesClient client() {
        return parts.client();
    }

    /** A file for kubectl, readable by root only, which goes away with {@link #close()}. */
    public Path kubeconfig() {
        return parts.folder().file(NodeConfiguration.kubeconfig(Identities.ADMIN));
    }

    /** The program, of the API server's version. */
    public Path kubectl() {
        return parts.tools().path(Program.KUBECTL);
    }

    /** Runs kubectl with all rights and returns what it printed; a failure is an exception with that. */
    public String kubectl(String... arguments) {
        List<String> command = new ArrayList<>(List.of(kubectl().toString(), "--kubeconfig=" + kubeconfig()));
        command.addAll(List.of(arguments));
        return Command.run(command);
    }

    /** Everything of the node that is a file. */
    Path folder() {
        return parts.folder().path();
    }

    /** The folder with one log for each program, and those of all containers in the folder pods. */
    public Path logs() {
        return parts.folder().logs();
    }

    /** Of this machine, as the node and its pods reach it: a webhook that runs here listens on it. */
    public String hostAddress() {
        return parts.network().hostAddress();
    }

    /** Of the node, as pods and this machine reach it. */
    public String address() {
        return parts.network().nodeAddress();
    }

    /** Where a file in {@code /tmp}, {@code /var}, {@code /mnt} or {@code /run} of the node is on this machine. */
    public Path hostPath(String nodePath) {
        return parts.folder().hostPath(nodePath);
    }

    /** Makes an image known to the kubelet: an archive as {@code docker save} writes it. */
    public void importImage(Path archive) {
        Command.run(
                parts.namespaces()
                        .enter(List.of(
                                "ctr",
                                "--address",
                                NodeConfiguration.CONTAINERD_SOCKET,
                                "--namespace",
                                "k8s.io",
                                "images",
                                "import",
                                "-")),
                archive);
    }

    /** Runs a program as root on the node and returns what it printed; a failure is an exception with that. */
    public String run(List<String> command) {
        return Command.run(parts.namespaces().enter(command));
    }

    /**
     * As when the power fails and comes back: every process ends at once, containers and the control plane too, and what is in
     * {@code /run} for containers is lost; disks stay. Returns when the Node is ready again; its pods are then on their way.
     */
    public void restart() {
        parts.restart().run();
    }

    /** The API server's audit log of pods that are created, one JSON object in each line. */
    public Path auditLog() {
        return parts.folder().file(NodeConfiguration.AUDIT_LOG);
    }

    /** One line for printing. */
    public String summary() {
        return "Kubernetes node at %s, this machine is %s to its pods"
                .formatted(parts.network().nodeAddress(), hostAddress());
    }

    /** Ends everything; a second call does nothing. */
    @Override
    public void close() {
        cleanup.close();
    }
}
