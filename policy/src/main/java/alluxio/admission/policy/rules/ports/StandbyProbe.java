package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * Where there are several masters, no probe asks for the RPC port, which a standby master does not serve.
 *
 * <p><b>Restricted fields:</b> the {@code port} of the probes of masters and job masters of which there are several.
 *
 * <p><b>Allowed values:</b> any but the RPC port: {@code embedded} (19200) and {@code job-embedded} (20003), which every
 * master with an embedded journal listens on; with another journal the web port, from 2.7. With one master, any port.
 *
 * <p><b>Why:</b> only the leading master serves its RPC port. Until a standby master has started it refuses connections
 * there, and afterwards it closes each at once: the probe kills it while it starts, or says nothing about it. It is a warning and not
 * refused, because a {@code tcpSocket} probe succeeds once the standby master is up: a probe with enough patience lets it start.
 *
 * <p><b>Source:</b> Alluxio issue 11881 and pull requests 11900 (2.4: the journal's port) and 14249 (2.7: the web port where
 * the journal is not embedded); {@code RejectingServer} of 2.x.
 */
public final class StandbyProbe implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "standby-probe",
                    "Only the leading master serves its RPC port, so a probe there kills standby masters, or says nothing "
                            + "about them.")
            .forRoles(Role.MASTER, Role.JOB_MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container master : object.processes(Role.MASTER, Role.JOB_MASTER)) {
            if (StandbyMasters.exist(object, master)
                    && !master.options().isTrue(PropertyKeys.STANDBY_MASTER_GRPC_ENABLED)) {
                Probe.of(master).forEach(probe -> check(probe, findings));
            }
        }
    }

    private static void check(Probe probe, Findings findings) {
        Container master = probe.container();
        boolean rpc = Iterables.any(
                ListeningPorts.of(master),
                port -> port.isRpc()
                        && probe.number().stream()
                                .anyMatch(number -> number == master.options().portNumber(port)));
        if (!rpc || probe.port().isEmpty()) {
            return;
        }
        Field port = probe.port().get();
        boolean embedded = StandbyMasters.isEmbedded(master);
        boolean job = master.is(Role.JOB_MASTER);
        String wanted = (job ? "job-" : "") + (embedded ? "embedded" : "web");
        String found = "port " + port.shown() + " with several masters";
        String fix = "probe the port " + wanted
                + (embedded
                        ? " (" + (job ? AlluxioPort.JOB_MASTER_JOURNAL : AlluxioPort.MASTER_JOURNAL).number() + ")"
                        : "")
                + ", on which all masters listen";
        findings.at(master, port).found(found).wanted("port " + wanted).fix(fix);
    }
}
