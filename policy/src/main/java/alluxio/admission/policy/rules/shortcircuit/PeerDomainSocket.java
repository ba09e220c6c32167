package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.VolumeOwners;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a worker among the other objects has its domain socket; where its address is not seen, where all official
 * manifests have it.
 *
 * @param served whether a master that is seen has {@link PropertyKeys#DOMAIN_SOCKET_AS_UUID}: an object is read for both cases, as it is
 *     read by itself
 * @param directory in the worker
 * @param host the same directory on the node
 */
record PeerDomainSocket(boolean served, String directory, String host) {

    /**
     * What workers do with a directory of the node.
     *
     * @param isUuid whether the worker is known to make sockets of new names
     * @param canWrite whether it can make its socket in a directory of root's
     */
    private record DirectoryUse(boolean served, String host, boolean isUuid, boolean canWrite) {}

    /** How many different places a client is compared with. */
    static final int MOST_COMPARED = 50;

    private static final PeerIndex<Boolean> PLACES = PeerIndex.of(
            "workers with a socket directory",
            ObjectKind.WORKLOADS,
            (peer, entries) -> read(peer, (worker, place, isUuid) -> entries.add(place, true)));

    private static final PeerIndex<Boolean> USES = PeerIndex.of(
            "workers and clients that mount the socket directory",
            ObjectKind.WORKLOADS,
            (peer, entries) -> read(
                    peer,
                    (worker, place, isUuid) -> entries.add(
                            new DirectoryUse(place.served, place.host, isUuid, canWrite(worker, place)), true)));

    /** Takes what is read of one worker. */
    private interface PlaceConsumer {
        void add(Container worker, PeerDomainSocket place, boolean isUuid);
    }

    /** What the places of other objects are found in. */
    static List<PeerIndex<?>> indices() {
        return Stream.concat(DomainSocket.indices().stream(), Stream.of(PLACES, USES))
                .toList();
    }

    /** The different places of the workers among the other objects, in their order; of very many the first. */
    static List<PeerDomainSocket> ofPeers(ReviewedObject object) {
        boolean served = DomainSocket.isServedByAny(object);
        return object.keys(PLACES, PeerDomainSocket.class, place -> place.served == served, MOST_COMPARED);
    }

    /** Whether a worker is known to make sockets of new names in this directory of the node. */
    static boolean isUuidIn(String host, ReviewedObject object) {
        return isUsed(object, host, true, true) || isUsed(object, host, true, false);
    }

    /** Whether workers have this directory of the node, and all of them can write it when it is root's. */
    static boolean canAllWrite(String host, ReviewedObject object) {
        boolean some = isUsed(object, host, true, true) || isUsed(object, host, false, true);
        return some && !isUsed(object, host, true, false) && !isUsed(object, host, false, false);
    }

    private static boolean isUsed(ReviewedObject object, String host, boolean isUuid, boolean canWrite) {
        return object.isAnySeen(USES, new DirectoryUse(DomainSocket.isServedByAny(object), host, isUuid, canWrite));
    }

    private static void read(ReviewedObject peer, PlaceConsumer found) {
        for (boolean served : List.of(false, true)) {
            Map<Container, DomainSocket> sockets = DomainSocket.in(peer, served);
            for (Container worker : peer.containers(Role.WORKER)) {
                Optional<DomainSocket> socket = Optional.ofNullable(sockets.get(worker));
                Optional<ContainerMount> mount = DomainSocket.mountOf(socket, worker);
                Optional<String> directory =
                        socket.map(DomainSocket::directory).or(() -> mount.map(ContainerMount::path));
                directory
                        .flatMap(path -> mount.flatMap(m -> SharedDirectory.onNode(m, path)))
                        .ifPresent(host -> found.add(
                                worker,
                                new PeerDomainSocket(served, directory.orElseThrow(), host),
                                socket.filter(DomainSocket::isUuid).isPresent()));
            }
        }
    }

    private static boolean canWrite(Container worker, PeerDomainSocket place) {
        return worker.security().uid().orElse(-1) == 0
                || worker.mountOf(place.directory)
                        .flatMap(ContainerMount::volume)
                        .filter(volume -> VolumeOwners.isPrepared(worker, volume))
                        .isPresent();
    }
}
