package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * No probe runs {@code alluxio-monitor.sh}.
 *
 * <p><b>Restricted fields:</b> {@code exec.command} of the probes of Alluxio's containers. It is told once for each object, at
 * the first of them, with the names of all.
 *
 * <p><b>Allowed values:</b> a {@code tcpSocket} on a port of the process, as the official chart has it from 2.4; other
 * commands.
 *
 * <p><b>Why:</b> the script reaches the masters by ssh, which the image does not have. It then reports success whatever the
 * process does, and each call starts a JVM that counts against the container's memory.
 *
 * <p><b>Source:</b> Alluxio issue 11881; chart 0.6.10 replaced these probes.
 */
public final class MonitorProbe implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "monitor-probe",
                    "alluxio-monitor.sh needs ssh, which the image does not have, so that the probe says nothing about "
                            + "the process.")
            .forRoles(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.PROXY);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        List<Probe> probes = Iterables.filter(
                Iterables.flatMap(object.processes(Role.values()), Probe::of),
                probe -> probe.command().contains("alluxio-monitor.sh"));
        if (probes.isEmpty()) {
            return;
        }
        Probe first = probes.getFirst();
        Map<Container, List<String>> byContainer = probes.stream()
                .collect(Collectors.groupingBy(
                        Probe::container,
                        LinkedHashMap::new,
                        Collectors.mapping(probe -> probe.field().name(), Collectors.toList())));
        List<String> places = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        byContainer.forEach((container, names) -> {
            String name = MessageText.cut(container.name());
            places.add(String.join(", ", names) + " of " + name);
            ports.add(port(object, container) + " of " + name);
        });
        findings.at(first.container(), first.field().at("exec", "command"))
                .found("alluxio-monitor.sh" + (probes.size() == 1 ? "" : " in " + MessageText.list(places, "; ")))
                .wanted("tcpSocket")
                .fix("replace exec by tcpSocket with the port " + MessageText.list(ports));
    }

    private static String port(ReviewedObject object, Container container) {
        boolean journal = container.is(Role.MASTER, Role.JOB_MASTER)
                && StandbyMasters.exist(object, container)
                && StandbyMasters.isEmbedded(container);
        return Iterables.first(ListeningPorts.of(container), port -> journal ? port.isJournal() : port.isRpc())
                .map(AlluxioPort::portName)
                .orElse("web");
    }
}
