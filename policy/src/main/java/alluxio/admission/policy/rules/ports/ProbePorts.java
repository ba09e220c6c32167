package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A probe asks a port on which a process listens.
 *
 * <p><b>Restricted fields:</b> the {@code port} of {@code startupProbe}, {@code livenessProbe} and {@code readinessProbe}
 * ({@code httpGet}, {@code tcpSocket}, {@code grpc}) of Alluxio's containers.
 *
 * <p><b>Allowed values:</b> the name of a port of the same container, or a number on which something in the pod listens:
 * none of Alluxio's usual numbers when the properties say another one, or when no process of the pod has it; for an RPC port
 * {@code tcpSocket} only.
 *
 * <p><b>Why:</b> the probe never succeeds: the container is killed again and again, or never becomes ready.
 *
 * <p><b>Source:</b> {@code findPortByName} in the kubelet; Alluxio issues 12548 and 12549: ports changed in the properties,
 * and not in the probes.
 */
public final class ProbePorts implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "probe-ports",
                    "Nothing listens where the probe asks, so the container is killed again and again, or never "
                            + "becomes ready.")
            .forRoles(
                    Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY, Role.LOGSERVER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** What Alluxio's processes of a pod listen on, as far as can be seen. */
    private static final Derived<Pod, Set<Integer>> LISTENING = Derived.of(pod -> Set.copyOf(Iterables.flatMap(
            pod.containers(Role.values()),
            c -> Iterables.map(ListeningPorts.of(c), port -> c.options().portNumber(port)))));

    private static final Derived<Pod, Boolean> ALL_SEEN = Derived.of(
            pod -> Iterables.all(pod.containers(Role.values()), c -> c.options().isComplete()));

    /** The ports of the containers that are no part of Alluxio. */
    private static final Derived<Pod, Set<Integer>> DECLARED_BESIDE = Derived.of(pod -> Set.copyOf(Iterables.flatMap(
            Iterables.filter(pod.containers(), c -> c.role().isEmpty()),
            c -> c.ports().numbers())));

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container container : object.processes(Role.values())) {
            for (Probe probe : Probe.of(container)) {
                probe.port().ifPresent(port -> check(container, probe, port, findings));
            }
        }
    }

    private static void check(Container container, Probe probe, Field port, Findings findings) {
        boolean named = port.integer().isEmpty();
        // That the port itself is not declared is another rule's finding.
        if (named && isOfMissingRpc(container, port)) {
            return;
        }
        if (probe.number().isEmpty()) {
            findings.at(container, port)
                    .found("port \"" + port.shown() + "\", which the container does not declare")
                    .wanted(names(container))
                    .fix("name one of the container's ports, or add a port with that name");
            return;
        }
        int number = probe.number().getAsInt();
        if (isUnanswered(container, probe, number)) {
            findings.at(container, port)
                    .found("port " + port.shown() + ", the RPC port, which answers no " + probe.handler())
                    .wanted("tcpSocket, or the web port")
                    .fix("replace " + probe.handler() + " by tcpSocket with the same port");
            return;
        }
        if (!AlluxioPort.isWellKnown(number) || isDeclaredByNeighbour(container, number)) {
            return;
        }
        number(container, port, number, findings);
    }

    private static void number(Container container, Field port, int number, Findings findings) {
        if (container.pod().get(LISTENING).contains(number)) {
            return;
        }
        Optional<AlluxioPort> moved = Iterables.first(ListeningPorts.of(container), own -> own.number() == number);
        if (moved.isPresent()) {
            int now = container.options().portNumber(moved.get());
            report(container, port, number, moved.get().property() + "=" + now, "port " + now, findings);
        } else if (container.pod().isHostNetwork()) {
            // Another pod of the node may listen there.
            return;
        } else if (container.pod().get(ALL_SEEN)) {
            report(container, port, number, "no process of the pod listens there", wanted(container), findings);
        } else {
            findings.notJudged(
                    container,
                    PropertyKeys.PREFIX + "*.port may be in "
                            + container.options().unseenText());
        }
    }

    private static void report(
            Container container, Field port, int number, String found, String wanted, Findings findings) {
        findings.at(container, port)
                .found("port " + port.shown() + (port.integer().isEmpty() ? " (" + number + ")" : "") + ", but "
                        + found)
                .wanted(wanted)
                .fix("set the port of the probe to " + wanted.replaceFirst("^port ", ""));
    }

    /** RPC ports speak Alluxio's own gRPC services, and not the one for health checks. */
    private static boolean isUnanswered(Container container, Probe probe, int number) {
        return !probe.handler().equals("tcpSocket")
                && container.isAlluxioImage()
                && Iterables.any(
                        ListeningPorts.of(container),
                        own -> own.isRpc() && container.options().portNumber(own) == number);
    }

    private static boolean isOfMissingRpc(Container container, Field port) {
        return Iterables.any(
                ListeningPorts.of(container),
                own -> own.isRpc()
                        && own.portName().equals(port.string())
                        && DeclaredPort.of(own).isMissing(container));
    }

    private static boolean isDeclaredByNeighbour(Container container, int number) {
        return container.pod().get(DECLARED_BESIDE).contains(number);
    }

    private static String names(Container container) {
        List<String> names = Iterables.mapPresent(
                container.field().at("ports").items(), port -> port.at("name").text());
        return names.isEmpty() ? "a number, as no port has a name" : "one of " + MessageText.list(names);
    }

    private static String wanted(Container container) {
        return Iterables.first(ListeningPorts.of(container), AlluxioPort::isRpc)
                .map(rpc -> "port " + container.options().portNumber(rpc) + " (" + rpc.portName() + ")")
                .orElse("a port on which the process listens");
    }
}
