package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.FindingDraft;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * Each master of an embedded journal has a host name of its own.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.master.hostname} of several masters with an embedded journal: of one
 * object, or of several StatefulSets that are seen.
 *
 * <p><b>Allowed values:</b> what differs from pod to pod, such as {@code ${ALLUXIO_MASTER_HOSTNAME}} with that variable from
 * the field {@code metadata.name}; or nothing.
 *
 * <p><b>Why:</b> a master finds its own place among {@code alluxio.master.embedded.journal.addresses} by its host name. With
 * one fixed name all of them take the same place, and no quorum forms.
 *
 * <p><b>Order of applying:</b> that another object has the name is a warning in a live cluster, so that a folder in which it
 * gets another name can be applied in any order.
 *
 * <p><b>Source:</b> {@code RaftJournalSystem} ({@code mLocalAddress}); the chart sets it so since 2.2.
 */
public final class MasterHostnameShared implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "master-hostname-shared",
                    "A master finds its place in the quorum by its host name; masters that share one never form a "
                            + "quorum.")
            .forKinds(ObjectKind.REPLICATED)
            .forRoles(Role.MASTER);

    /** Wrong for a single master too: not this rule's. */
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "0.0.0.0", "::1");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** By the host name of a master of an embedded journal of several. */
    private static final PeerIndex<Boolean> NAMES = PeerIndex.of(
            "other masters with the same host name",
            List.of(ObjectKind.STATEFUL_SET, ObjectKind.DEPLOYMENT),
            (peer, entries) -> MasterJournals.journals(peer).stream()
                    .filter(j -> j.is(MasterJournal.EMBEDDED) && j.addresses().size() > 1)
                    .flatMap(j -> j.master().options().get(PropertyKeys.MASTER_HOSTNAME).stream())
                    .forEach(p -> entries.add(p.value(), true)));

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(NAMES);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (MasterJournal journal : MasterJournals.journals(object)) {
            Optional<Property> fixed =
                    journal.master().options().get(PropertyKeys.MASTER_HOSTNAME).filter(p -> isFixed(p.value()));
            Optional<Peer<Boolean>> other = fixed.flatMap(name -> object.firstPeer(NAMES, name.value()));
            if (!journal.is(MasterJournal.EMBEDDED) || fixed.isEmpty() || (object.replicas() < 2 && other.isEmpty())) {
                continue;
            }
            if (!journal.master().options().isComplete()) {
                findings.notJudged(
                        journal.master(),
                        PropertyKeys.MASTER_HOSTNAME + " may be set again in "
                                + MasterJournals.unseen(journal.master()));
                continue;
            }
            FindingDraft shared = findings.at(journal.master(), fixed.get().origin());
            other.ifPresent(o -> shared.restingOn(o.reference()));
            shared.found(PropertyKeys.MASTER_HOSTNAME + "=" + fixed.get().value() + " for "
                            + other.map(o -> "this and " + o.describe()).orElse(object.replicas() + " masters"))
                    .wanted("a host name of its own for each master")
                    .fix("set -D" + PropertyKeys.MASTER_HOSTNAME
                            + "=${ALLUXIO_MASTER_HOSTNAME}, and that variable in env from fieldRef metadata.name");
        }
    }

    private static boolean isFixed(String value) {
        return !value.isBlank() && !value.contains("{") && !value.contains("$") && !LOOPBACK.contains(value);
    }
}
