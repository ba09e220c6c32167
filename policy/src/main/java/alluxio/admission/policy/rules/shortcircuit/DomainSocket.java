package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.OptionVariables;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The domain socket that a worker is told to make.
 *
 * @param path the directory of the socket, or, with a fixed name, the socket
 * @param naming how it gets its name
 */
record DomainSocket(Container worker, Property address, String path, Naming naming) {

    private static final Set<String> FILES = Set.of("File", "Socket", "CharDevice", "BlockDevice");

    /** Whether the address is a directory. */
    enum Naming {
        /** It is: each start of a worker makes a socket of a new name in it. */
        UUID,
        /** It is the socket itself. */
        FIXED,
        /** Not set where it can be seen, except by a properties file in an image that is not Alluxio's own: the socket itself. */
        PROBABLY_FIXED,
        /** What could say it is not seen. */
        UNKNOWN
    }

    /** The workers' masters that serve {@link PropertyKeys#DOMAIN_SOCKET_AS_UUID} to all others. */
    private static final PeerIndex<Boolean> SERVING =
            PeerIndex.of("a master", ObjectKind.WORKLOADS, (peer, entries) -> {
                if (hasServingMaster(peer)) {
                    entries.add(PeerIndex.ALL, true);
                }
            });

    private static final Derived<ReviewedObject, Boolean> SERVED = Derived.of(object ->
            hasServingMaster(object) || object.firstPeer(SERVING, PeerIndex.ALL).isPresent());

    private static final Derived<ReviewedObject, Map<Container, DomainSocket>> BY_WORKER =
            Derived.of(object -> in(object, isServedByMaster(object)));

    /** What {@link #of} and {@link #isServedByMaster} look into. */
    static List<PeerIndex<?>> indices() {
        return List.of(SERVING);
    }

    /** Of all workers whose address can be seen, and cannot be changed by what is not seen. */
    static Collection<DomainSocket> of(ReviewedObject object) {
        return object.get(BY_WORKER).values();
    }

    /** Of one worker. */
    static Optional<DomainSocket> of(ReviewedObject object, Container worker) {
        return Optional.ofNullable(object.get(BY_WORKER).get(worker));
    }

    /** @param served whether a master that is seen has {@link PropertyKeys#DOMAIN_SOCKET_AS_UUID} */
    static Map<Container, DomainSocket> in(ReviewedObject object, boolean served) {
        Map<Container, DomainSocket> sockets = new LinkedHashMap<>();
        for (Container worker : object.containers(Role.WORKER)) {
            worker.options()
                    .get(PropertyKeys.DOMAIN_SOCKET_ADDRESS)
                    .filter(p -> !p.value().isEmpty() && !p.value().contains("{"))
                    .filter(p -> isFinal(worker, p))
                    .ifPresent(p -> sockets.put(
                            worker,
                            new DomainSocket(worker, p, ContainerPath.normalize(p.value()), naming(served, worker))));
        }
        return sockets;
    }

    /** Whether nothing that is not seen can say something else. */
    static boolean isFinal(Container container, Property property) {
        return container.options().isComplete()
                || List.of("command", "args").contains(property.source())
                || OptionVariables.ofRole(container)
                        .filter(property.source()::equals)
                        .isPresent();
    }

    private static Naming naming(boolean served, Container worker) {
        Optional<Property> set = worker.options().get(PropertyKeys.DOMAIN_SOCKET_AS_UUID);
        if (set.isPresent() && isFinal(worker, set.get())) {
            return set.get().value().equalsIgnoreCase("true") ? Naming.UUID : Naming.FIXED;
        }
        if (!worker.options().isComplete()) {
            return Naming.UNKNOWN;
        }
        if (served) {
            return Naming.UUID;
        }
        return worker.hasDefaults() ? Naming.FIXED : Naming.PROBABLY_FIXED;
    }

    /** A master's own value is the default of all others: workers and clients ask it for that when they start. */
    static boolean isServedByMaster(ReviewedObject object) {
        return object.get(SERVED);
    }

    /** Whether any master that is seen has it, be it in this object as it is written. */
    static boolean isServedByAny(ReviewedObject object) {
        return object.isAnySeen(SERVING, PeerIndex.ALL);
    }

    private static boolean hasServingMaster(ReviewedObject object) {
        return Iterables.any(
                object.containers(Role.MASTER), master -> master.options().isTrue(PropertyKeys.DOMAIN_SOCKET_AS_UUID));
    }

    boolean isUuid() {
        return naming == Naming.UUID;
    }

    /** What holds the socket. */
    Optional<ContainerMount> mount() {
        return worker.mountOf(path).filter(m -> !m.path().equals("/"));
    }

    /** What holds a worker's socket; where its address is not seen, what is where all official manifests have it. */
    static Optional<ContainerMount> mountOf(ReviewedObject object, Container worker) {
        return mountOf(of(object, worker), worker);
    }

    static Optional<ContainerMount> mountOf(Optional<DomainSocket> socket, Container worker) {
        return socket.isPresent() || worker.options().isComplete()
                ? socket.flatMap(DomainSocket::mount)
                : Iterables.first(worker.mounts(), m -> m.path().equals(ClientSockets.USUAL));
    }

    /** Where the socket is in the worker. */
    String directory() {
        // /opt itself is the image's own: an address right below it is meant for a directory.
        boolean itself = isUuid()
                || ContainerPath.parent(path).equals("/opt")
                || mount().filter(m -> m.path().equals(path)).isPresent();
        return itself ? path : ContainerPath.parent(path);
    }

    /** Whether what is mounted is certainly no directory. */
    static boolean isFile(ContainerMount mount) {
        Optional<Volume> volume = mount.volume();
        return volume.filter(v -> v.isHostPath() && mount.subPath().isEmpty())
                .map(v -> v.source().at("type"))
                .map(Field::string)
                .filter(FILES::contains)
                .isPresent();
    }
}
