package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Field;

/**
 * A headless Service of several masters also gives the addresses of those that are not ready.
 *
 * <p><b>Restricted fields:</b> {@code publishNotReadyAddresses} of a Service with {@code clusterIP: None} that picks masters
 * of the same input which share an embedded journal and have a {@code readinessProbe}.
 *
 * <p><b>Allowed values:</b> {@code true}.
 *
 * <p><b>Why:</b> masters find each other by these names before one of them leads. A master that is not ready has no name, so
 * the others fail with {@code UnknownHostException}, and after a restart of all of them no quorum may come about.
 *
 * <p><b>Source:</b> Alluxio issues 11985, 13323 and 16646; {@code publishNotReadyAddresses} of the Kubernetes API is meant
 * for the Service of a StatefulSet whose pods look for their peers.
 */
public final class UnreadyAddresses implements Rule {

    @Override
    public RuleInfo info() {
        return RuleInfo.warn(
                        "unready-addresses",
                        "Masters find each other by the Service's names before they are ready; a name that is only there "
                                + "afterwards keeps them from forming a quorum.")
                .forKinds(Kind.SERVICE);
    }

    @Override
    public void check(Subject service, Findings findings) {
        Field spec = service.root().at("spec");
        Field publishes = spec.at("publishNotReadyAddresses");
        if (!spec.at("clusterIP").is("None") || spec.at("selector").members().isEmpty() || publishes.isTrue()) {
            return;
        }
        boolean needed = service.peers(Kind.STATEFUL_SET).stream()
                .filter(set -> set.pod()
                        .filter(pod -> Selectors.matches(spec.at("selector"), set, pod))
                        .isPresent())
                .anyMatch(UnreadyAddresses::waitsForPeers);
        if (needed) {
            findings.report(
                    publishes,
                    publishes.exists()
                            ? "publishNotReadyAddresses: " + publishes.shown()
                            : "no publishNotReadyAddresses",
                    "publishNotReadyAddresses: true",
                    "add publishNotReadyAddresses: true to the Service's spec");
        }
    }

    private static boolean waitsForPeers(Subject set) {
        for (Container master : set.containers(Role.MASTER)) {
            if (SeveralMasters.isEmbedded(master)
                    && SeveralMasters.are(set, master)
                    && set.containers(Role.MASTER, Role.JOB_MASTER).stream()
                            .anyMatch(c -> c.field().at("readinessProbe").exists())) {
                return true;
            }
        }
        return false;
    }
}
