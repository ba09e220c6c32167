package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.ReviewedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where clients of Alluxio, which are applications, FUSE and proxies, have the workers' domain sockets. */
final class ClientSockets {
    /** Where all official manifests have it. */
    static final String USUAL = AlluxioPaths.DOMAIN_SOCKETS;

    private static final Set<String> HOST_PATHS = Set.of("/tmp/alluxio-domain", "/tmp/domain");
    private static final Set<String> NAMES = Set.of("alluxio-domain", "alluxio-worker-domain-socket");

    private static final Derived<ReviewedObject, List<Container>> CLIENTS = Derived.of(ClientSockets::readClients);
    private static final Derived<Container, List<ContainerMount>> MOUNTS = Derived.of(ClientSockets::readMounts);

    private ClientSockets() {}

    /** FUSE, proxies and applications; not what only prepares something, and not what runs beside a worker. */
    static List<Container> clients(ReviewedObject object) {
        return object.get(CLIENTS);
    }

    private static List<Container> readClients(ReviewedObject object) {
        Optional<Pod> pod = object.pod();
        if (pod.isEmpty() || pod.get().has(Role.WORKER, Role.MASTER)) {
            return List.of();
        }
        List<Container> clients = new ArrayList<>(object.containers(Role.FUSE, Role.PROXY));
        clients.addAll(Iterables.filter(pod.get().applications(), c -> c.stage() != ContainerStage.INIT));
        return List.copyOf(clients);
    }

    /** What is visibly meant for domain sockets; /opt/domain alone says nothing in an application. */
    static List<ContainerMount> mounts(Container client) {
        return client.get(MOUNTS);
    }

    private static List<ContainerMount> readMounts(Container client) {
        return Iterables.filter(
                client.mounts(),
                m -> m.volume().filter(v -> isShared(v)).isPresent()
                        && (isMeant(m.volume().orElseThrow())
                                || (client.is(Role.FUSE, Role.PROXY) && m.path().equals(USUAL))));
    }

    /** Whether it has them, or is told to use them. */
    static boolean uses(Container client) {
        return !mounts(client).isEmpty() || client.options().isTrue(PropertyKeys.DOMAIN_SOCKET_AS_UUID);
    }

    private static boolean isShared(Volume volume) {
        return volume.isHostPath() || volume.isClaim();
    }

    private static boolean isMeant(Volume volume) {
        return NAMES.contains(volume.name())
                || NAMES.contains(volume.source().at("claimName").string())
                || HOST_PATHS.contains(volume.hostPath());
    }
}
