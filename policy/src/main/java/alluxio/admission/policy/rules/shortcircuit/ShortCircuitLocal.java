package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A client that opens the worker's files directly can see them.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.user.hostname} of applications and FUSE, where the workers that are seen in
 * the same namespace, single Pods or of any workload, have no domain socket; {@code volumeMounts} of both at the directories
 * of the tiers ({@code alluxio.worker.tieredstore.level0.dirs.path} and so on).
 *
 * <p><b>Allowed values:</b> each tier on a hostPath that the client mounts at the same path, not read-only; or
 * {@code alluxio.user.short.circuit.enabled=false}; or no {@code alluxio.user.hostname}. Claims are not judged. Where no
 * worker is seen in the namespace, a client that is told the address or the name of its node must have some hostPath or claim:
 * else it has neither a tier nor a domain socket, whatever the workers have.
 *
 * <p><b>Why:</b> a client that finds itself on the worker's host opens the worker's block files, where there is no domain
 * socket. An emptyDir is the worker's alone: writes fail, and until 2.7.0 reads too.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: clients are compared with the workers that are there already.
 *
 * <p><b>Source:</b> {@code LocalFileBlockWriter} and {@code BlockInStream} of 2.0 to 2.10; the charts' tiers are on emptyDir
 * unless {@code tieredstore.levels[].type} is {@code hostPath}.
 */
public final class ShortCircuitLocal implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
            "short-circuit-local",
            "A client that takes the worker's files for local ones but cannot see them fails to write.");

    /** The fields of a pod that have the address or the name of its node, as values refer to them. */
    private static final Set<String> OF_NODE = Set.of("{status.hostIP}", "{spec.nodeName}");

    private static final Pattern TIER = Pattern.compile("alluxio\\.worker\\.tieredstore\\.level\\d+\\.dirs\\.path");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /**
     * A directory of a worker's tiers.
     *
     * @param host on the node; empty when it is none, or depends on the pod
     * @param ofPod whether it is known to be the worker's own
     */
    private record TierPlace(String path, Optional<String> host, boolean ofPod) {}

    /** How many workers with different tiers a client is compared with. */
    private static final int MOST_COMPARED = 50;

    /** With a domain socket, which is another rule's, or not seen whole, so that they may have one. */
    private static final PeerIndex<Boolean> OTHERS = PeerIndex.of(
            "workers without short circuit by files",
            ObjectKind.WORKLOADS,
            (peer, entries) -> Iterables.forEach(
                    peer.containers(Role.WORKER),
                    worker -> !keepsToFiles(worker),
                    _ -> entries.add(PeerIndex.ALL, true)));

    /** The different tiers of workers, which are the keys. */
    private static final PeerIndex<Boolean> TIERS = PeerIndex.of(
            "workers with their tiers",
            ObjectKind.WORKLOADS,
            (peer, entries) ->
                    peer.containers(Role.WORKER).forEach(worker -> entries.add(new Tiers(tiers(worker)), true)));

    private record Tiers(List<TierPlace> places) {}

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(OTHERS, TIERS);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        List<Container> clients = Iterables.filter(ClientSockets.clients(object), ShortCircuitLocal::opensFiles);
        if (clients.isEmpty() || object.isAnySeen(OTHERS, PeerIndex.ALL)) {
            return;
        }
        List<Tiers> workers = object.keys(TIERS, Tiers.class, _ -> true, MOST_COMPARED);
        if (workers.isEmpty()) {
            clients.forEach(client -> withoutWorker(client, findings));
        }
        for (Container client : clients) {
            if (!workers.isEmpty()
                    && Iterables.none(workers, w -> hidden(w, client).isEmpty())) {
                report(workers, client, findings);
            }
        }
    }

    private static void withoutWorker(Container client, Findings findings) {
        Optional<Property> name =
                client.options().get(PropertyKeys.USER_HOSTNAME).filter(property -> OF_NODE.contains(property.value()));
        boolean shares = Iterables.any(
                client.mounts(),
                mount -> mount.volume()
                        .filter(volume -> volume.isHostPath() || volume.isClaim())
                        .isPresent());
        if (name.isEmpty() || shares) {
            findings.notJudged(client, "a worker with its tiers");
            return;
        }
        findings.at(client, name.get().origin())
                .found(PropertyKeys.USER_HOSTNAME + " of the node, with neither domain sockets nor tiers mounted")
                .wanted("the workers' socket directory or tiers")
                .fix("remove -D" + PropertyKeys.USER_HOSTNAME
                        + ", or set the label alluxio.io/inject: \"true\", or mount what the workers of the node have");
    }

    private static boolean keepsToFiles(Container worker) {
        return worker.options().isComplete()
                && worker.options().get(PropertyKeys.DOMAIN_SOCKET_ADDRESS).isEmpty();
    }

    private static boolean opensFiles(Container client) {
        boolean off = client.options()
                .get(PropertyKeys.USER_SHORT_CIRCUIT_ENABLED)
                .filter(p -> p.value().equalsIgnoreCase("false"))
                .isPresent();
        return client.options().get(PropertyKeys.USER_HOSTNAME).isPresent()
                && client.options().isComplete()
                && !off
                && !client.options().isTrue(PropertyKeys.DOMAIN_SOCKET_AS_UUID);
    }

    private static List<TierPlace> tiers(Container worker) {
        return worker.options().all().stream()
                .filter(p -> TIER.matcher(p.key()).matches())
                .flatMap(p -> Arrays.stream(p.value().split(",", -1)))
                .map(path -> ContainerPath.normalize(path.strip()))
                .filter(path -> path.startsWith("/"))
                .map(path -> {
                    Optional<ContainerMount> mount = worker.mountOf(path);
                    return new TierPlace(
                            path, mount.flatMap(m -> SharedDirectory.onNode(m, path)), SharedDirectory.isOfPod(mount));
                })
                .toList();
    }

    /** A tier that the client does not have. */
    private static Optional<String> hidden(Tiers worker, Container client) {
        return worker.places().stream()
                .filter(tier -> switch (SharedDirectory.of(tier.host(), tier.ofPod(), client, tier.path())) {
                    case SAME, UNKNOWN -> false;
                    case OTHER, NOTHING -> true;
                })
                .map(TierPlace::path)
                .findFirst();
    }

    private static void report(List<Tiers> workers, Container client, Findings findings) {
        if (workers.size() == MOST_COMPARED) {
            findings.notJudged(client, "which of " + MOST_COMPARED + " or more workers is meant");
            return;
        }
        Optional<Property> name = client.options().get(PropertyKeys.USER_HOSTNAME);
        Optional<String> tier = hidden(workers.getFirst(), client);
        if (name.isPresent() && tier.isPresent()) {
            boolean onNode = Iterables.any(
                    workers.getFirst().places(),
                    place -> place.path().equals(tier.get()) && place.host().isPresent());
            findings.at(client, name.get().origin())
                    .found(PropertyKeys.USER_HOSTNAME + ", and the worker's directory " + tier.get()
                            + (onNode ? " is not mounted here" : " is on no hostPath of the worker"))
                    .wanted((onNode ? "the worker's hostPath" : "a hostPath of both the worker and this container")
                            + " at " + tier.get())
                    .fix((onNode
                                    ? "mount the worker's hostPath at " + tier.get() + " here too"
                                    : "give the tier a hostPath (chart: tieredstore) and mount it here at the same path")
                            + ", or give the workers a domain socket (chart: shortCircuit.policy=uuid)");
        }
    }
}
