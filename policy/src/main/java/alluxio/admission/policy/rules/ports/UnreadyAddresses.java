package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.LabelledPeers;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;

/**
 * A headless Service of several masters also publishes the addresses of those that are not ready.
 *
 * <p><b>Restricted fields:</b> {@code publishNotReadyAddresses} of a Service with {@code clusterIP: None} that picks masters
 * that are seen and share an embedded journal and have a {@code readinessProbe}.
 *
 * <p><b>Allowed values:</b> {@code true}.
 *
 * <p><b>Why:</b> masters find each other by these names before one of them leads. A master that is not ready has no name, so
 * the others fail with {@code UnknownHostException}, and after a restart of all of them no quorum may come about.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: the Service is compared with the masters that are there already.
 *
 * <p><b>Source:</b> Alluxio issues 11985, 13323 and 16646; {@code publishNotReadyAddresses} of the Kubernetes API is meant
 * for the Service of a StatefulSet whose pods look for their peers.
 */
public final class UnreadyAddresses implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "unready-addresses",
                    "Masters find each other by the Service's names before they are ready; a name that exists only afterwards keeps them from forming a quorum.")
            .forKinds(ObjectKind.SERVICE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** StatefulSets of masters that wait for each other, by the labels of their pods. */
    private static final PeerIndex<ServiceSelector.Pods> SETS = PeerIndex.of(
            "masters that the Service selects",
            List.of(ObjectKind.STATEFUL_SET),
            (set, entries) -> set.pod()
                    .filter(_ -> waitsForPeers(set))
                    .ifPresent(pod -> LabelledPeers.file(entries, pod.labels(), ServiceSelector.Pods.of(set, pod))));

    /** How many of them a Service is compared with. */
    private static final int MOST_COMPARED = 50;

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(SETS);
    }

    @Override
    public void check(ReviewedObject service, Findings findings) {
        Field spec = service.root().at("spec");
        Field publishes = spec.at("publishNotReadyAddresses");
        if (!spec.at("clusterIP").is("None") || spec.at("selector").members().isEmpty() || publishes.isTrue()) {
            return;
        }
        Field selector = spec.at("selector");
        boolean needed = LabelledPeers.candidates(service, SETS, ServiceSelector.ofTemplates(selector))
                .limit(MOST_COMPARED)
                .anyMatch(set -> set.value().fit(selector));
        if (needed) {
            findings.at(publishes)
                    .found(
                            publishes.exists()
                                    ? "publishNotReadyAddresses: " + publishes.shown()
                                    : "no publishNotReadyAddresses")
                    .wanted("publishNotReadyAddresses: true")
                    .fix("add publishNotReadyAddresses: true to the Service's spec");
        }
    }

    private static boolean waitsForPeers(ReviewedObject set) {
        return Iterables.any(
                        set.containers(Role.MASTER, Role.JOB_MASTER),
                        c -> c.field().at("readinessProbe").exists())
                && Iterables.any(
                        set.containers(Role.MASTER),
                        master -> StandbyMasters.isEmbedded(master) && StandbyMasters.exist(set, master));
    }
}
