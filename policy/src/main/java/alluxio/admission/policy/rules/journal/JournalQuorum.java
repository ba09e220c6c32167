package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;

/**
 * The number of masters with an embedded journal is odd, and is the number of their addresses.
 *
 * <p><b>Restricted fields:</b> {@code spec.replicas}, and {@code alluxio.master.embedded.journal.addresses}.
 *
 * <p><b>Allowed values:</b> 1, 3, 5 and so on; as many addresses as replicas, where one object makes all masters. Empty
 * addresses, such as the official charts' leading comma, do not count.
 *
 * <p><b>Why:</b> a majority must agree. Four masters survive the loss of one, just as three do, and two the loss of none. An
 * address without a master counts as a lost one; a master without an address belongs to no quorum.
 *
 * <p><b>Source:</b> Alluxio's documentation of the embedded journal; Alluxio issue 16646.
 */
public final class JournalQuorum implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "journal-quorum",
                    "An embedded journal needs a majority of the addresses it knows: an even "
                            + "number costs a master and survives no more failures, and an address without a master "
                            + "counts as a lost master.")
            .forKinds(MasterJournals.KINDS)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Iterables.forEach(
                MasterJournals.journals(object),
                journal -> journal.is(MasterJournal.EMBEDDED) && object.replicas() > 0,
                journal -> check(object, journal, findings));
    }

    private static void check(ReviewedObject object, MasterJournal journal, Findings findings) {
        int replicas = object.replicas();
        int addresses = journal.addresses().size();
        Optional<Field> origin = journal.master()
                .options()
                .get(PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES)
                .map(Property::origin);
        Field at = replicas > 1
                ? object.root().at("spec", "replicas")
                : origin.orElse(journal.master().field());
        if (JournalAddresses.isShort(object, journal)) {
            return; // Refused by that rule.
        }
        if (replicas > 1 && addresses > 0 && replicas != addresses) {
            findings.at(journal.master(), at)
                    .found(replicas + " replicas, and " + addresses + " addresses in "
                            + PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES)
                    .wanted("as many addresses as replicas")
                    .fix("list one address for each master in " + PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES + ": "
                            + MessageText.cut(object.name()) + "-0:19200 to "
                            + MessageText.cut(object.name()) + "-" + (replicas - 1) + ":19200, or set replicas: "
                            + addresses);
        } else if (Math.max(replicas, addresses) % 2 == 0 && !isOnTheWay(object)) {
            int masters = Math.max(replicas, addresses);
            boolean scaled = replicas > 1;
            findings.at(journal.master(), at)
                    .found((scaled ? "replicas: " + masters : masters + " addresses of masters")
                            + " with an embedded journal")
                    .wanted("an odd number, such as " + (masters + 1))
                    .fix((scaled
                                    ? "set replicas: " + (masters + 1) + " (chart: masterCount) and list as many"
                                    : "list " + (masters - 1) + " or " + (masters + 1))
                            + " addresses in " + PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES);
        }
    }

    /** Masters are added and removed one at a time, as quorum-scaling demands, so that every second number is even. */
    private static boolean isOnTheWay(ReviewedObject object) {
        return object.old()
                .filter(old -> Math.abs(old.replicas() - object.replicas()) == 1)
                .isPresent();
    }
}
