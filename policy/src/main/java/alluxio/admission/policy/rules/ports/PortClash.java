package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.rules.ports.HostPorts.HostPort;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Pod;
import alluxio.admission.policy.view.Properties;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * No two containers want the same port.
 *
 * <p><b>Restricted fields:</b> {@code ports[].hostPort} of a pod with a container of Alluxio's, {@code ports[].containerPort}
 * of one with {@code hostNetwork: true}, and the {@code alluxio.*.port} properties of the containers of one pod.
 *
 * <p><b>Allowed values:</b> each port of the node once in a pod, and each process of a pod on a port of its own. That two
 * DaemonSets in the same input want one port of the same nodes is a warning.
 *
 * <p><b>Why:</b> the API server refuses a pod that names a port of its node twice; the second process that binds a port
 * fails; and a pod whose host port is taken stays Pending.
 *
 * <p><b>Source:</b> {@code AccumulateUniqueHostPorts} in the API server's validation; Alluxio issue 12549. The containers of
 * a pod share one network, with hostNetwork that of the node.
 */
public final class PortClash implements Rule {
    private static final String FIX = "give one of them another port, in its properties, its ports and its probes";

    @Override
    public RuleInfo info() {
        return RuleInfo.deny(
                        "port-clash",
                        "A port can be bound once: the pod is refused, or stays Pending, or its second process fails to "
                                + "start.")
                .forRoles(
                        Role.MASTER,
                        Role.JOB_MASTER,
                        Role.WORKER,
                        Role.JOB_WORKER,
                        Role.FUSE,
                        Role.PROXY,
                        Role.LOGSERVER);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.pod().ifPresent(pod -> {
            Set<Integer> reported = declared(pod, findings);
            processes(pod, reported, findings);
            if (subject.kind() == Kind.DAEMON_SET) {
                others(subject, pod, findings);
            }
        });
    }

    private static Set<Integer> declared(Pod pod, Findings findings) {
        Map<String, HostPort> seen = new HashMap<>();
        Set<Integer> clashes = new HashSet<>();
        for (HostPort port : HostPorts.of(pod)) {
            HostPort first = seen.putIfAbsent(port.key(), port);
            if (first != null) {
                clashes.add(port.number());
                findings.report(
                        port.container(),
                        port.field(),
                        "port " + port.number() + " of the node, which " + first.container() + " has too",
                        "each port of the node once in a pod",
                        FIX);
            }
        }
        return clashes;
    }

    private static void processes(Pod pod, Set<Integer> reported, Findings findings) {
        Map<Integer, Container> seen = new HashMap<>();
        for (Container container : pod.containers(Role.values()).stream()
                .filter(Container::runsProcess)
                .toList()) {
            for (ProcessPort port : ProcessPort.of(container)) {
                Properties properties = container.properties();
                boolean known = port.configured(properties).isPresent() || properties.isComplete();
                // The journal's port and FUSE's are open only in some configurations.
                if (!known || port.isJournal() || port == ProcessPort.FUSE_WEB) {
                    continue;
                }
                int number = port.listening(properties);
                Container first = seen.putIfAbsent(number, container);
                if (number > 0 && first != null && !first.name().equals(container.name()) && reported.add(number)) {
                    findings.report(
                            container,
                            container.field().at("ports"),
                            port.property() + "=" + number + ", and " + first + " listens on " + number,
                            "each process of the pod on a port of its own",
                            FIX);
                }
            }
        }
    }

    /** The later one of two is warned about. */
    private static void others(Subject subject, Pod pod, Findings findings) {
        for (Subject other : subject.peers(Kind.DAEMON_SET)) {
            if (other.name().compareTo(subject.name()) >= 0
                    || other.pod().isEmpty()
                    || keptApart(pod, other.pod().get())) {
                continue;
            }
            List<HostPort> theirs = HostPorts.of(other.pod().get());
            for (HostPort port : HostPorts.of(pod)) {
                if (theirs.stream().anyMatch(their -> their.key().equals(port.key()))) {
                    findings.warn(
                            port.container(),
                            port.field(),
                            "port " + port.number() + " of each node, which DaemonSet " + other.name() + " has too",
                            "each port of a node once",
                            "give one of them another port, or keep them on different nodes by their nodeSelector");
                }
            }
        }
    }

    /** Also where nobody can tell. */
    private static boolean keptApart(Pod one, Pod other) {
        boolean affinity = one.spec().at("affinity").exists()
                || other.spec().at("affinity").exists();
        return affinity
                || one.spec().at("nodeSelector").members().stream().anyMatch(label -> {
                    String theirs =
                            other.spec().at("nodeSelector", label.name()).string();
                    return !theirs.isEmpty() && !label.is(theirs);
                });
    }
}
