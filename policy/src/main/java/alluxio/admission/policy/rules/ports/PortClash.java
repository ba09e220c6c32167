package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.ports.HostPorts.DeclaredHostPort;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * No two containers use the same port.
 *
 * <p><b>Restricted fields:</b> {@code ports[].hostPort} of a pod with a container of Alluxio's,
 * {@code ports[].containerPort} of one with {@code hostNetwork: true}, and the {@code alluxio.*.port} properties of the
 * containers of one pod.
 *
 * <p><b>Allowed values:</b> each port of the node once in a pod, and each process of a pod on a port of its own. That another
 * DaemonSet, StatefulSet or Deployment that is seen uses the port of the same nodes is a warning, in a live cluster also of
 * another namespace: for two DaemonSets where they share a node; else where too few nodes are left with the port free. Where
 * nodes are not seen, a DaemonSet is compared by its nodeSelector and tolerations, and two others are not.
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
            .forRoles(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY, Role.LOGSERVER)
            .forAnyRelease("a port of a node or a pod is bound once, whatever binds it");

    private static final String FIX = "give one of them another port, in its properties, its ports and its probes";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return HostPortNeighbours.indices();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.pod().ifPresent(pod -> {
            Set<Integer> reported = declared(pod, findings);
            processes(pod, reported, findings);
            HostPortNeighbours.check(object, pod, findings);
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
        for (Container container : Iterables.filter(pod.containers(Role.values()), Container::runsProcess)) {
            for (AlluxioPort port : ListeningPorts.of(container)) {
                JvmOptions properties = container.options();
                boolean known = properties.port(port).isPresent() || properties.isComplete();
                // The journal's port and FUSE's are open only in some configurations.
                if (!known || port.isJournal() || port == AlluxioPort.FUSE_WEB) {
                    continue;
                }
                int number = properties.portNumber(port);
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
}
