package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * Clients and workers have the same directory for domain sockets, at the same path.
 *
 * <p><b>Restricted fields:</b> {@code hostPath.path} and {@code volumeMounts[].mountPath} of applications and FUSE that use
 * domain sockets, where a worker is seen.
 *
 * <p><b>Allowed values:</b> the worker's directory of the node, mounted at the worker's own path. Claims are not compared
 * with hostPaths. Where the worker's address is not seen, its mount {@code /opt/domain} is taken for it.
 *
 * <p><b>Why:</b> the worker reports the path at which it has the socket, and the client looks for that path in its own file
 * system. With {@code as.uuid=true} it uses the network where it finds nothing; with {@code alluxio.user.hostname} it does
 * not look, and all reads from the worker of its node fail.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: workers and clients are compared with those that are there
 * already.
 *
 * <p><b>Source:</b> {@code NettyUtils.isDomainSocketAccessible} of 2.0 to 2.10; the FUSE templates before 2.1 have
 * /tmp/domain, and the workers' /tmp/alluxio-domain.
 */
public final class DomainSocketShared implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
            "domain-socket-shared",
            "A client that does not find the worker's socket at the worker's path uses the network, or cannot read "
                    + "from its node's worker at all.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return PeerDomainSocket.indices();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        // Most pods end here, before the other objects are looked at.
        List<Container> clients = Iterables.filter(
                ClientSockets.clients(object),
                c -> wants(c) || Iterables.any(c.mounts(), m -> m.hostPath().isPresent()));
        List<PeerDomainSocket> places = clients.isEmpty() ? List.of() : PeerDomainSocket.ofPeers(object);
        if (places.isEmpty()) {
            Iterables.forEach(
                    clients,
                    DomainSocketShared::wants,
                    client -> findings.notJudged(client, "a worker with its socket directory"));
        } else {
            clients.forEach(client -> judge(client, places, findings));
        }
    }

    /** Against the first worker, where no worker suits. */
    private static void judge(Container client, List<PeerDomainSocket> places, Findings findings) {
        boolean suits = places.stream()
                .map(s -> SharedDirectory.of(Optional.of(s.host()), false, client, s.directory()))
                .anyMatch(
                        seen -> seen == SharedDirectory.Comparison.SAME || seen == SharedDirectory.Comparison.UNKNOWN);
        if (suits) {
            return;
        }
        if (places.size() == PeerDomainSocket.MOST_COMPARED) {
            findings.notJudged(client, "which of " + places.size() + " or more directories of workers is meant");
            return;
        }
        PeerDomainSocket place = places.getFirst();
        String host = place.host();
        Optional<ContainerMount> there = client.mountOf(place.directory());
        Optional<ContainerMount> elsewhere = Iterables.first(
                client.mounts(),
                m -> SharedDirectory.onNode(m, m.path()).filter(host::equals).isPresent());
        if (there.isPresent() && (wants(client) || ClientSockets.mounts(client).contains(there.get()))) {
            findings.at(
                            client,
                            there.get()
                                    .volume()
                                    .map(v -> v.isHostPath() ? v.source().at("path") : v.source())
                                    .orElse(there.get().field()))
                    .found(there.get().volume().map(Volume::describe).orElse("no volume") + " at " + place.directory())
                    .wanted("hostPath " + host + ", as the worker has")
                    .fix("use a hostPath volume with path " + host + " and type Directory");
        } else if (there.isEmpty() && elsewhere.isPresent()) {
            findings.at(client, elsewhere.get().field().at("mountPath"))
                    .found("the worker's sockets at " + elsewhere.get().path())
                    .wanted(place.directory() + ", as in the worker")
                    .fix("set mountPath to " + place.directory());
        } else if (there.isEmpty() && wants(client)) {
            findings.at(client, client.field().at("volumeMounts"))
                    .found("nothing at " + place.directory() + ", where the worker has its socket")
                    .wanted("hostPath " + host + " at " + place.directory())
                    .fix("mount hostPath " + host + " (type Directory) at " + place.directory());
        }
    }

    /** Whether it is told to use domain sockets: with a host name of its own it does so for the worker of that name. */
    private static boolean wants(Container client) {
        return client.options().isTrue(PropertyKeys.DOMAIN_SOCKET_AS_UUID)
                || client.options().get(PropertyKeys.USER_HOSTNAME).isPresent();
    }
}
