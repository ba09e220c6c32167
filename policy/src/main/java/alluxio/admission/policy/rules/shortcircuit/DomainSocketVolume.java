package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A worker's domain socket is in a directory of the node, where clients can see it.
 *
 * <p><b>Restricted fields:</b> {@code volumeMounts} of workers at
 * {@code alluxio.worker.data.server.domain.socket.address}, and the volume there.
 *
 * <p><b>Allowed values:</b> a hostPath, or a claim of which each node has its own directory. An emptyDir only where the
 * clients run in the worker's own pod; no claim template.
 *
 * <p><b>Why:</b> clients look for the socket in their own file system. Where none can have it, all of them use TCP, even on
 * the worker's node, without any error.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: the claim and its PersistentVolume may be applied after the
 * worker, which is not judged until then.
 *
 * <p><b>Source:</b> {@code NettyUtils.isDomainSocketAccessible} of 2.0 to 2.10; Alluxio issue 18659 (BytesReadDomain stays
 * 0).
 */
public final class DomainSocketVolume implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "domain-socket-volume",
                    "Clients that cannot see the worker's domain socket use the network, even on the worker's node.")
            .forRoles(Role.WORKER);

    private static final String HOST_PATH = "a directory of the node";
    private static final String FIX = "mount a hostPath such as /tmp/alluxio-domain (type DirectoryOrCreate) at ";

    /** The volumes that clients in the pod mount. */
    private static final Derived<Pod, Set<Volume>> OF_CLIENTS = Derived.of(pod -> pod.containers().stream()
            .filter(c -> c.is(Role.FUSE) || c.role().isEmpty())
            .filter(c -> c.stage() != ContainerStage.INIT)
            .flatMap(c -> c.mounts().stream())
            .flatMap(m -> m.volume().stream())
            .collect(Collectors.toUnmodifiableSet()));

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
        for (DomainSocket socket : DomainSocket.of(object)) {
            if (!socket.path().startsWith("/")) {
                continue;
            }
            if (socket.mount().isEmpty()) {
                findings.at(socket.worker(), socket.worker().field().at("volumeMounts"))
                        .found("no volume at " + socket.directory())
                        .wanted(HOST_PATH)
                        .fix(fix(socket));
            }
            socket.mount()
                    .flatMap(ContainerMount::volume)
                    .filter(v -> isPrivate(v, socket.worker()))
                    .ifPresent(volume -> findings.at(socket.worker(), volume.source())
                            .found(volume.describe() + " at " + socket.directory())
                            .wanted(HOST_PATH)
                            .fix(fix(socket)));
        }
    }

    /** The root cannot be a mount: there, the sockets need a directory of their own first. */
    private static String fix(DomainSocket socket) {
        String directory = socket.directory();
        return directory.equals("/")
                ? "set -D" + PropertyKeys.DOMAIN_SOCKET_ADDRESS + "=" + AlluxioPaths.DOMAIN_SOCKETS + ", and " + FIX
                        + AlluxioPaths.DOMAIN_SOCKETS
                : FIX + directory;
    }

    private static boolean isPrivate(Volume volume, Container worker) {
        boolean ofPod = volume.isEmptyDir()
                || List.of("ephemeral", Volume.CLAIM_TEMPLATE).contains(volume.type());
        return ofPod && !worker.pod().get(OF_CLIENTS).contains(volume);
    }
}
