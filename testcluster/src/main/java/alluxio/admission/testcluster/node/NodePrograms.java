package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Program;
import alluxio.admission.testcluster.Supervised;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The command lines of a node's programs, and how they are started in its namespaces. */
record NodePrograms(NodeFolder folder, Namespaces namespaces, Network network) {

    private static final String ETCD_URL = "http://127.0.0.1:2379";

    /** On the usual ports: the network is its own. */
    Supervised etcd() {
        return start(Program.ETCD, "--name=default", "--data-dir=" + inside("etcd"), "--unsafe-no-fsync");
    }

    Supervised apiServer() {
        return start(
                Program.KUBE_APISERVER,
                "--etcd-servers=" + ETCD_URL,
                "--cert-dir=" + inside("certs"),
                "--bind-address=0.0.0.0",
                "--secure-port=6443",
                "--advertise-address=" + network.nodeAddress(),
                "--service-cluster-ip-range=" + NodeConfiguration.SERVICE_RANGE,
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + inside("service-accounts.pub"),
                "--service-account-signing-key-file=" + inside("service-accounts.key"),
                "--token-auth-file=" + inside("tokens.csv"),
                "--authorization-mode=Node,RBAC",
                "--enable-admission-plugins=NodeRestriction",
                "--allow-privileged=true",
                "--audit-policy-file=" + inside(NodeConfiguration.AUDIT_POLICY),
                "--audit-log-path=" + inside(NodeConfiguration.AUDIT_LOG),
                "--kubelet-preferred-address-types=Hostname");
    }

    Supervised controllerManager() {
        return start(
                Program.KUBE_CONTROLLER_MANAGER,
                kubeconfig(Identities.CONTROLLER_MANAGER),
                "--root-ca-file=" + inside("ca.crt"),
                "--service-account-private-key-file=" + inside("service-accounts.key"),
                "--use-service-account-credentials=true",
                "--leader-elect=false",
                "--cert-dir=" + inside("controller-manager"));
    }

    Supervised scheduler() {
        return start(
                Program.KUBE_SCHEDULER,
                kubeconfig(Identities.SCHEDULER),
                "--leader-elect=false",
                "--cert-dir=" + inside("scheduler"));
    }

    Supervised containerd() {
        return start(Path.of("containerd"), "containerd", "--config", inside(NodeConfiguration.CONTAINERD));
    }

    Supervised kubelet(Map<String, String> labels) {
        List<String> pairs = labels.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .toList();
        return start(
                Program.KUBELET,
                kubeconfig(Identities.KUBELET),
                "--config=" + inside(NodeConfiguration.KUBELET),
                "--hostname-override=" + NodeConfiguration.NODE_NAME,
                "--node-ip=" + network.nodeAddress(),
                "--node-labels=" + String.join(",", pairs),
                "--root-dir=/var/lib/kubelet",
                "--cert-dir=" + inside("kubelet"));
    }

    Supervised proxy() {
        return start(
                Program.KUBE_PROXY,
                kubeconfig(Identities.PROXY),
                "--proxy-mode=iptables",
                "--hostname-override=" + NodeConfiguration.NODE_NAME,
                "--cluster-cidr=" + network.podRange(),
                // Limits of the whole machine, which a test must not change.
                "--conntrack-max-per-core=0",
                "--conntrack-tcp-timeout-established=0",
                "--conntrack-tcp-timeout-close-wait=0");
    }

    Supervised dns() {
        return start(Program.COREDNS, "-conf", inside(NodeConfiguration.COREFILE));
    }

    private Supervised start(Program program, String... flags) {
        return start(Path.of(inside("tools/" + program.fileName())), program.fileName(), flags);
    }

    private Supervised start(Path program, String name, String... flags) {
        List<String> command = namespaces.enter(
                Stream.concat(Stream.of(program.toString()), Stream.of(flags)).toList());
        return Supervised.start(new Supervised.ProgramSpec(
                Path.of(command.getFirst()),
                command.subList(1, command.size()),
                folder.path(),
                folder.logs().resolve(name + ".log"),
                Map.of(),
                Supervised.Leftovers.NONE));
    }

    private static String kubeconfig(String user) {
        return "--kubeconfig=" + inside(NodeConfiguration.kubeconfig(user));
    }

    private static String inside(String name) {
        return NodeFolder.inside(name);
    }
}
