package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * A worker can create its domain socket at the configured address.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.worker.data.server.domain.socket.address} and {@code …as.uuid} of workers,
 * wherever they come from, and {@code volumeMounts} at that address.
 *
 * <p><b>Allowed values:</b> with {@code as.uuid=true}, a directory; without it, a file in a directory. A fixed file name in
 * a volume is a warning: the file is still there when the worker starts again. So is an address that does not begin with
 * "/", and a directory of the node at {@code /opt/domain} without any address, unless {@code alluxio.user.short.circuit.enabled=false}
 * says that none is wanted. Where {@code as.uuid} may come from a ConfigMap that is not seen, nothing is reported.
 *
 * <p><b>Why:</b> a worker that cannot bind its socket ends with "Failed to bind to address". The default of {@code as.uuid}
 * is false: without it, Alluxio takes what was meant as a directory for the socket file.
 *
 * <p><b>Order of applying:</b> any: a directory as the socket is a warning in a live cluster unless the worker sets
 * {@code as.uuid} itself, as a master that is applied next may serve {@code as.uuid=true} to its workers.
 *
 * <p><b>Source:</b> {@code AlluxioWorkerProcess} of 2.0 to 2.10, which appends a UUID to the address or does not; Alluxio
 * issue 16903 (fixed name: "Address already in use") and pull request 7376 (a directory as the socket).
 */
public final class DomainSocketAddress implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "domain-socket-address",
                    "A worker that cannot bind its domain socket does not start, and leaves \"Failed to bind to "
                            + "address\" in its log.")
            .forRoles(Role.WORKER);

    private static final String AS_UUID = PropertyKeys.DOMAIN_SOCKET_AS_UUID + "=true";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return DomainSocket.indices();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.processes(Role.WORKER).forEach(worker -> unused(worker, findings));
        for (DomainSocket socket : DomainSocket.of(object)) {
            if (socket.naming() == DomainSocket.Naming.UNKNOWN) {
                findings.notJudged(
                        socket.worker(),
                        PropertyKeys.DOMAIN_SOCKET_AS_UUID + " in "
                                + socket.worker().options().unseenText());
            } else if (!socket.path().startsWith("/")) {
                relative(socket, findings);
            } else if (socket.isUuid()) {
                directory(socket, findings);
            } else {
                file(socket, findings);
            }
        }
    }

    /** Without an address a worker opens no socket, and its clients use TCP. */
    private static void unused(Container worker, Findings findings) {
        if (!worker.options().isComplete()
                || !worker.hasDefaults()
                || worker.options()
                        .get(PropertyKeys.DOMAIN_SOCKET_ADDRESS)
                        .filter(address -> !address.value().isEmpty())
                        .isPresent()
                || worker.options()
                        .get(PropertyKeys.USER_SHORT_CIRCUIT_ENABLED)
                        .filter(enabled -> enabled.value().equalsIgnoreCase("false"))
                        .isPresent()) {
            return;
        }
        worker.mounts().stream()
                .filter(mount -> mount.path().equals(AlluxioPaths.DOMAIN_SOCKETS) && !mount.isReadOnly())
                .filter(mount -> mount.volume()
                        .filter(volume -> volume.isHostPath() || volume.isClaim())
                        .isPresent())
                .findFirst()
                .ifPresent(mount -> findings.at(worker, mount.field())
                        .asWarning()
                        .found("a directory for domain sockets at " + mount.path() + ", and no "
                                + PropertyKeys.DOMAIN_SOCKET_ADDRESS)
                        .wanted("a socket in it, or no such mount")
                        .fix("add -D" + PropertyKeys.DOMAIN_SOCKET_ADDRESS + "=" + mount.path() + " -D" + AS_UUID
                                + " to " + JavaOptionVariables.WORKER));
    }

    private static void relative(DomainSocket socket, Findings findings) {
        findings.at(socket.worker(), socket.address().origin())
                .asWarning()
                .found("the relative address " + socket.path())
                .wanted("an absolute path")
                .fix("write -D" + PropertyKeys.DOMAIN_SOCKET_ADDRESS + "=" + AlluxioPaths.DOMAIN_SOCKETS);
    }

    private static void directory(DomainSocket socket, Findings findings) {
        Optional<ContainerMount> mount = socket.mount();
        if (mount.filter(DomainSocket::isFile).isPresent()) {
            findings.at(
                            socket.worker(),
                            mount.get().volume().orElseThrow().source().at("type"))
                    .found(AS_UUID + ", and no directory at " + socket.path())
                    .wanted("a directory")
                    .fix("set the hostPath to the directory of the sockets, with type DirectoryOrCreate");
        }
    }

    private static void file(DomainSocket socket, Findings findings) {
        boolean directory =
                Iterables.any(socket.worker().mounts(), m -> ContainerPath.isWithin(m.path(), socket.path()));
        if (directory) {
            findings.at(socket.worker(), socket.address().origin())
                    .asWarningUnless(socket.naming() == DomainSocket.Naming.FIXED)
                    .liftedByOthersUnless(socket.worker()
                            .options()
                            .get(PropertyKeys.DOMAIN_SOCKET_AS_UUID)
                            .isPresent())
                    .found(PropertyKeys.DOMAIN_SOCKET_ADDRESS + "=" + socket.path()
                            + ", which is a directory, as the name of the socket itself")
                    .wanted(AS_UUID)
                    .fix("set -D" + AS_UUID + " where the address is set (chart: shortCircuit.policy=uuid)");
        } else if (socket.mount().isPresent()) {
            findings.at(socket.worker(), socket.address().origin())
                    .asWarning()
                    .found("a socket of the fixed name " + socket.path()
                            + ", whose file is still there when the worker starts again")
                    .wanted("a directory, and " + AS_UUID)
                    .fix("write -D" + PropertyKeys.DOMAIN_SOCKET_ADDRESS + "=" + ContainerPath.parent(socket.path())
                            + " -D" + AS_UUID);
        }
    }
}
