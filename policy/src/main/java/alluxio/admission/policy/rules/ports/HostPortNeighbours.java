package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.PodPlacement;
import alluxio.admission.policy.PodPlacement.NodeFit;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.SeenNode;
import alluxio.admission.policy.rules.ports.HostPorts.DeclaredHostPort;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether other workloads that are seen use the host ports of one on the same nodes. The pods of a DaemonSet are on every node
 * that fits; those of a Deployment or StatefulSet go where the port is free, so they clash only where too few nodes are left.
 */
final class HostPortNeighbours {
    /** How many others with the same port a workload is compared with. */
    private static final int MOST_COMPARED = 50;

    private static final List<ObjectKind> KINDS =
            List.of(ObjectKind.DAEMON_SET, ObjectKind.STATEFUL_SET, ObjectKind.DEPLOYMENT);

    /** Workloads by the ports of their nodes that they reserve. */
    private static final PeerIndex<Placement> PORTS = PeerIndex.of(
            "other workloads with the same port of nodes",
            KINDS,
            (peer, entries) -> peer.pod().ifPresent(pod -> {
                Placement placement = Placement.of(peer, pod);
                HostPorts.of(pod).stream()
                        .map(DeclaredHostPort::key)
                        .distinct()
                        .filter(_ -> placement.pods > 0)
                        .forEach(key -> entries.add(key, placement));
            }));

    private HostPortNeighbours() {}

    static List<PeerIndex<?>> indices() {
        return List.of(PORTS);
    }

    /** In one input the later one of two by name is warned about; in a cluster, the one that is applied. */
    static void check(ReviewedObject object, Pod pod, Findings findings) {
        Placement own = Placement.of(object, pod);
        if (!KINDS.contains(object.kind()) || own.pods == 0) {
            return;
        }
        IdentityHashMap<Placement, Boolean> apart = new IdentityHashMap<>();
        List<SeenNode> nodes = object.nodes();
        Set<String> ownNodes = own.nodes(nodes, object);
        for (DeclaredHostPort port : HostPorts.of(pod)) {
            List<Peer<Placement>> others = Stream.concat(
                            object.peers(PORTS, port.key()), object.peersElsewhere(PORTS, port.key()))
                    .limit(MOST_COMPARED + 1)
                    .filter(other -> object.isInCluster() || isEarlier(other, object))
                    .filter(other -> !apart.computeIfAbsent(
                            other.value(), placement -> !own.clashes(placement, ownNodes, nodes, object)))
                    .toList();
            if (object.count(PORTS, port.key()) > MOST_COMPARED + 1) {
                findings.notJudged("more than " + MOST_COMPARED + " other workloads with port " + port.number());
            }
            if (!others.isEmpty()) {
                report(object, port, others, findings);
            }
        }
    }

    private static boolean isEarlier(Peer<Placement> other, ReviewedObject object) {
        int byName = other.name().compareTo(object.name());
        return byName != 0 ? byName < 0 : other.kind().compareTo(object.kind()) < 0;
    }

    private static void report(
            ReviewedObject object, DeclaredHostPort port, List<Peer<Placement>> others, Findings findings) {
        Peer<Placement> first = others.getFirst();
        boolean everywhere = object.kind() == ObjectKind.DAEMON_SET && first.kind() == ObjectKind.DAEMON_SET;
        findings.at(port.container(), port.field())
                .asWarning()
                .restingOn(first.reference())
                .found("port " + port.number() + (everywhere ? " of each node" : " of nodes") + ", which "
                        + describe(first, object)
                        + (others.size() > 1 ? " and " + (others.size() - 1) + " more use too" : " uses too")
                        + (everywhere ? "" : ", and too few nodes for both"))
                .wanted("each port of a node once")
                .fix("give one of them another port, or keep them on different nodes by their nodeSelector");
    }

    private static String describe(Peer<Placement> other, ReviewedObject object) {
        String namespace = other.reference().namespace();
        return other.describe() + (namespace.equals(object.namespace()) ? "" : " of namespace " + namespace);
    }

    /**
     * On which nodes the pods of a workload may be.
     *
     * @param everyNode whether a pod is on every node that fits
     * @param pods how many there are otherwise; never 0 for a DaemonSet
     * @param affinity whether they have some affinity, which is not looked at where nodes are not seen
     */
    private record Placement(boolean everyNode, int pods, boolean affinity, PodPlacement constraints) {
        /** How much each node is compared with. */
        private static final int MOST_REQUIREMENTS = 20;

        static Placement of(ReviewedObject object, Pod pod) {
            boolean everyNode = object.kind() == ObjectKind.DAEMON_SET;
            return new Placement(
                    everyNode,
                    everyNode ? 1 : Math.max(0, object.replicas()),
                    pod.spec().at("affinity").exists(),
                    PodPlacement.of(pod));
        }

        /** The names of the nodes that fit. */
        private Set<String> nodes(List<SeenNode> nodes, ReviewedObject object) {
            if (constraints.size() > MOST_REQUIREMENTS) {
                return Set.of();
            }
            return Set.copyOf(Iterables.map(Iterables.filter(nodes, node -> fits(node, object)), SeenNode::name));
        }

        private boolean fits(SeenNode node, ReviewedObject object) {
            object.root().budget().spend(constraints.size());
            return constraints.fit(node) == NodeFit.FITS;
        }

        /**
         * Whether some pod of one of the two finds no node with the port free; false where it cannot be told.
         *
         * @param ownNodes that fit this one
         * @param all that are seen; none where not all are
         */
        boolean clashes(Placement other, Set<String> ownNodes, List<SeenNode> all, ReviewedObject object) {
            if (ownNodes.isEmpty() || other.constraints.size() > MOST_REQUIREMENTS) {
                return clashesByConstraints(other);
            }
            Set<String> otherNodes = other.nodes(all, object);
            if (everyNode && other.everyNode) {
                return Iterables.any(ownNodes, otherNodes::contains);
            }
            if (otherNodes.isEmpty()) {
                return false;
            }
            if (everyNode || other.everyNode) {
                Set<String> free = new HashSet<>(everyNode ? otherNodes : ownNodes);
                free.removeAll(everyNode ? ownNodes : otherNodes);
                return free.size() < (everyNode ? other.pods : pods);
            }
            Set<String> both = new HashSet<>(ownNodes);
            both.addAll(otherNodes);
            return both.size() < pods + other.pods
                    && (ownNodes.containsAll(otherNodes) || otherNodes.containsAll(ownNodes));
        }

        /** Without nodes: two DaemonSets unless something keeps them apart; another one where a DaemonSet is wherever it can be. */
        private boolean clashesByConstraints(Placement other) {
            if (everyNode && other.everyNode) {
                return !affinity && !other.affinity && !hasOtherLabel(other);
            }
            if (everyNode == other.everyNode) {
                return false;
            }
            return everyNode ? isWherever(other) : other.isWherever(this);
        }

        private boolean hasOtherLabel(Placement other) {
            return Iterables.any(constraints.nodeSelector().entrySet(), label -> {
                String theirs = other.constraints.nodeSelector().getOrDefault(label.getKey(), "");
                return !theirs.isEmpty() && !theirs.equals(label.getValue());
            });
        }

        /** Whether this DaemonSet is on each node that the other one can have. */
        private boolean isWherever(Placement other) {
            return !affinity
                    && other.constraints
                            .nodeSelector()
                            .entrySet()
                            .containsAll(constraints.nodeSelector().entrySet())
                    && constraints.tolerations().containsAll(other.constraints.tolerations());
        }
    }
}
