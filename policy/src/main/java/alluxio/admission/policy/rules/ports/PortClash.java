package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.PodPlacement;
import alluxio.admission.policy.PodPlacement.NodeFit;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.SeenNode;
import alluxio.admission.policy.rules.ports.HostPorts.DeclaredHostPort;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * No two containers use the same port.
 *
 * <p><b>Restricted fields:</b> {@code ports[].hostPort} of a pod with a container of Alluxio's,
 * {@code ports[].containerPort} of one with {@code hostNetwork: true}, and the {@code alluxio.*.port} properties of the
 * containers of one pod.
 *
 * <p><b>Allowed values:</b> each port of the node once in a pod, and each process of a pod on a port of its own. That two
 * DaemonSets that are seen use one port of the same nodes is a warning; in a live cluster also of two namespaces.
 *
 * <p><b>Why:</b> the API server refuses a pod that names a port of its node twice; the second process that binds a port
 * fails; and a pod whose host port is taken stays Pending.
 *
 * <p><b>Order of applying:</b> any: another object that uses the port is a warning. Within one pod no order makes it
 * right.
 *
 * <p><b>Source:</b> {@code AccumulateUniqueHostPorts} in the API server's validation; Alluxio issue 12549. The containers of
 * a pod share one network, with hostNetwork that of the node.
 */
public final class PortClash implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "port-clash",
                    "A port can be bound only once: the pod is refused, stays Pending, or its "
                            + "second process fails to start.")
            .forRoles(
                    Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY, Role.LOGSERVER);

    private static final String FIX = "give one of them another port, in its properties, its ports and its probes";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** DaemonSets by the ports of their nodes that they reserve. */
    private static final PeerIndex<Placement> PORTS = PeerIndex.of(
            List.of(ObjectKind.DAEMON_SET),
            (peer, entries) -> peer.pod().ifPresent(pod -> {
                Placement placement = Placement.of(pod);
                HostPorts.of(pod).stream()
                        .map(DeclaredHostPort::key)
                        .distinct()
                        .forEach(key -> entries.add(key, placement));
            }));

    /** How many others with the same port a DaemonSet is compared with. */
    private static final int MOST_COMPARED = 50;

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(PORTS);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.pod().ifPresent(pod -> {
            Set<Integer> reported = declared(pod, findings);
            processes(pod, reported, findings);
            if (object.kind() == ObjectKind.DAEMON_SET) {
                others(object, pod, findings);
            }
        });
    }

    private static Set<Integer> declared(Pod pod, Findings findings) {
        Map<String, DeclaredHostPort> seen = new HashMap<>();
        Set<Integer> clashes = new HashSet<>();
        for (DeclaredHostPort port : HostPorts.of(pod)) {
            DeclaredHostPort first = seen.putIfAbsent(port.key(), port);
            if (first != null) {
                clashes.add(port.number());
                findings.at(port.container(), port.field())
                        .found("port " + port.number() + " of the node, which " + first.container() + " uses too")
                        .wanted("each port of the node once in a pod")
                        .fix(FIX);
            }
        }
        return clashes;
    }

    private static void processes(Pod pod, Set<Integer> reported, Findings findings) {
        Map<Integer, Container> seen = new HashMap<>();
        for (Container container : pod.containers(Role.values()).stream()
                .filter(Container::runsProcess)
                .toList()) {
            for (AlluxioPort port : ListeningPorts.of(container)) {
                JvmOptions properties = container.options();
                boolean known = ListeningPorts.configured(port, properties).isPresent() || properties.isComplete();
                // The journal's port and FUSE's are open only in some configurations.
                if (!known || port.isJournal() || port == AlluxioPort.FUSE_WEB) {
                    continue;
                }
                int number = ListeningPorts.number(port, properties);
                Container first = seen.putIfAbsent(number, container);
                if (number > 0 && first != null && !first.name().equals(container.name()) && reported.add(number)) {
                    findings.at(container, container.field().at("ports"))
                            .found(port.property() + "=" + number + ", and " + first + " listens on " + number)
                            .wanted("each process of the pod on a port of its own")
                            .fix(FIX);
                }
            }
        }
    }

    /** The later one of two is warned about. */
    private static void others(ReviewedObject object, Pod pod, Findings findings) {
        IdentityHashMap<Placement, Boolean> apart = new IdentityHashMap<>();
        Placement own = Placement.of(pod);
        List<SeenNode> nodes = own.nodes(object);
        for (DeclaredHostPort port : HostPorts.of(pod)) {
            List<Peer<Placement>> others = Stream.concat(
                            object.peers(PORTS, port.key()), object.peersElsewhere(PORTS, port.key()))
                    .limit(MOST_COMPARED + 1)
                    // In one input the later one by name is told; in a cluster, the one that is applied.
                    .filter(other -> object.isInCluster() || other.name().compareTo(object.name()) < 0)
                    .filter(other ->
                            !apart.computeIfAbsent(other.value(), placement -> own.keptApart(placement, nodes, object)))
                    .toList();
            if (object.count(PORTS, port.key()) > MOST_COMPARED + 1) {
                findings.notJudged("more than " + MOST_COMPARED + " other DaemonSets with port " + port.number());
            }
            if (!others.isEmpty()) {
                findings.at(port.container(), port.field())
                        .asWarning()
                        .restingOn(others.getFirst().reference())
                        .found("port " + port.number() + " of each node, which "
                                + describe(others.getFirst(), object)
                                + (others.size() > 1 ? " and " + (others.size() - 1) + " more use too" : " uses too"))
                        .wanted("each port of a node once")
                        .fix("give one of them another port, or keep them on different nodes by their nodeSelector");
            }
        }
    }

    private static String describe(Peer<Placement> other, ReviewedObject object) {
        String namespace = other.reference().namespace();
        return other.describe() + (namespace.equals(object.namespace()) ? "" : " of namespace " + namespace);
    }

    /**
     * On which nodes the pods of a DaemonSet may be.
     *
     * @param affinity whether they have some affinity, which is not looked at where nodes are not seen
     */
    private record Placement(boolean affinity, PodPlacement constraints) {
        /** How much each node is compared with. */
        private static final int MOST_REQUIREMENTS = 20;

        static Placement of(Pod pod) {
            return new Placement(pod.spec().at("affinity").exists(), PodPlacement.of(pod));
        }

        /** The nodes that are seen and fit; none where that takes too long. */
        List<SeenNode> nodes(ReviewedObject object) {
            if (constraints.size() > MOST_REQUIREMENTS) {
                return List.of();
            }
            return object.nodes().stream().filter(node -> fits(node, object)).toList();
        }

        /**
         * Also where it cannot be told.
         *
         * @param nodes that fit this one
         */
        boolean keptApart(Placement other, List<SeenNode> nodes, ReviewedObject object) {
            if (!nodes.isEmpty() && other.constraints.size() <= MOST_REQUIREMENTS) {
                return nodes.stream().noneMatch(node -> other.fits(node, object));
            }
            return affinity
                    || other.affinity
                    || constraints.nodeSelector().entrySet().stream().anyMatch(label -> {
                        String theirs = other.constraints.nodeSelector().getOrDefault(label.getKey(), "");
                        return !theirs.isEmpty() && !theirs.equals(label.getValue());
                    });
        }

        private boolean fits(SeenNode node, ReviewedObject object) {
            object.root().budget().spend(constraints.size());
            return constraints.fit(node) == NodeFit.FITS;
        }
    }
}
