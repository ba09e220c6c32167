package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Mount;
import alluxio.admission.policy.view.Volume;
import java.util.List;
import java.util.Optional;

/**
 * Where a worker has its domain socket; where its address is not seen, where all official manifests have it.
 *
 * @param directory in the worker
 * @param host the same directory on the node
 * @param volume that holds it
 * @param isUuid whether the worker is known to make sockets of new names
 */
record SocketPlace(Container worker, String directory, String host, Volume volume, boolean isUuid) {

    /** Of the workers among the other objects. */
    static List<SocketPlace> ofPeers(Subject subject) {
        return subject.peers(Kind.WORKLOADS.toArray(Kind[]::new)).stream()
                .flatMap(peer -> peer.containers(Role.WORKER).stream().flatMap(worker -> of(peer, worker).stream()))
                .toList();
    }

    private static Optional<SocketPlace> of(Subject peer, Container worker) {
        Optional<DomainSocket> socket = DomainSocket.of(peer).stream()
                .filter(s -> s.worker().equals(worker))
                .findFirst();
        Optional<Mount> mount = DomainSocket.mountOf(peer, worker);
        Optional<String> directory = socket.map(DomainSocket::directory).or(() -> mount.map(Mount::path));
        return directory
                .flatMap(path -> mount.flatMap(m -> SharedDirectory.onNode(m, path)))
                .map(host -> new SocketPlace(
                        worker,
                        directory.orElseThrow(),
                        host,
                        mount.flatMap(Mount::volume).orElseThrow(),
                        socket.filter(DomainSocket::isUuid).isPresent()));
    }

    /** Whether the worker can make its socket in a directory of root's. */
    boolean canWrite() {
        return worker.uid().orElse(-1) == 0 || DomainSocketOwner.isPrepared(worker, volume);
    }
}
