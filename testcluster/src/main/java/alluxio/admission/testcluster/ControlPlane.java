package alluxio.admission.testcluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command lines of etcd and kube-apiserver. */
record ControlPlane(Tools tools, Workspace workspace, ApiServerOptions options) {

    /** An address for documentation (RFC 5737): one that is not loopback must be given, but it is never called. */
    private static final String ADVERTISED = "192.0.2.1";

    /**
     * Unix domain sockets only. The peer address is relative, because etcd takes the host part of its URL as the path.
     * The folder goes with etcd when the JVM dies.
     */
    Supervised startEtcd() {
        String client = "unix://" + workspace.etcdSocket();
        String peer = "unix://peer.sock";
        return start(
                tools.path(Program.ETCD),
                Optional.of(workspace),
                List.of(
                        "--name=default",
                        "--data-dir=" + workspace.folder().resolve("etcd"),
                        "--unsafe-no-fsync",
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=default=" + peer));
    }

    Supervised startApiServer(int port) {
        List<String> flags = new ArrayList<>(List.of(
                "--etcd-servers=unix://" + workspace.etcdSocket(),
                "--cert-dir=" + workspace.certificates(),
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--advertise-address=" + ADVERTISED,
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.0.0.0/16",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + workspace.verificationKey(),
                "--service-account-signing-key-file=" + workspace.signingKey(),
                "--token-auth-file=" + workspace.tokens(),
                "--authorization-mode=RBAC,Node",
                "--allow-privileged=true",
                // Without a controller manager no namespace gets its service account, and every pod would be refused.
                "--disable-admission-plugins=ServiceAccount",
                // Webhooks by Service: the API server picks an address from the EndpointSlices, and calls our proxy.
                "--enable-aggregator-routing=true",
                "--egress-selector-config-file=" + workspace.egressConfiguration(),
                "--v=" + options.verbosity()));
        flags.addAll(options.extraFlags());
        return start(tools.path(Program.KUBE_APISERVER), Optional.empty(), flags);
    }

    private Supervised start(Path program, Optional<Workspace> leftover, List<String> flags) {
        return Supervised.start(new Supervised.ProgramSpec(
                program.toAbsolutePath(),
                flags,
                workspace.folder(),
                workspace.logs().resolve(program.getFileName() + ".log"),
                Map.of(),
                Supervised.Leftovers.of(leftover.map(Workspace::folder))));
    }
}
