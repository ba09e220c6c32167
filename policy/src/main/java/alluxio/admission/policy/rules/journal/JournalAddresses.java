package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.alluxio.AddressItem;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Each of several masters with an embedded journal is among the addresses of the journal.
 *
 * <p><b>Restricted fields:</b> {@code spec.replicas} of masters with {@code alluxio.master.journal.type=EMBEDDED}, against
 * {@code alluxio.master.embedded.journal.addresses}.
 *
 * <p><b>Allowed values:</b> with several masters a list, and in it an address for each pod. That there is no list is only
 * refused where all properties are seen and the image is an official one; that it is too short, where all its addresses are
 * pods of this very StatefulSet. One master whose list has others of its own StatefulSet is a warning.
 *
 * <p><b>Why:</b> without a list each master forms a quorum of its own, and clients get different answers from each: what is
 * written to one is unknown to the others. A master that is not in the list ends when it starts. Both are refused, as data is lost
 * or a master cannot start; addresses without a pod only count as lost masters, which is a warning.
 *
 * <p><b>Source:</b> {@code ConfigurationUtils.getMasterEmbeddedJournalAddresses} of 2.2.0, 2.7.3 and 2.9.6 (its fallback is the
 * own host). Run with 2.9.6: a master that is not in the list ends with "The cluster addresses … must contain the local master
 * address" ({@code RaftJournalSystem}), and one without a list starts, as the only one of its quorum. The official manifests of 2.1 have a StatefulSet of
 * one master with the addresses of other StatefulSets.
 */
public final class JournalAddresses implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-addresses",
                    "A master without a list of addresses forms a quorum of its own, and one that is not in the list "
                            + "ends when it starts.")
            .forKinds(ObjectKind.REPLICATED)
            .forRoles(Role.MASTER);

    private static final int MOST_LISTED = 9;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (MasterJournal journal : MasterJournals.journals(object)) {
            if (!isEmbedded(journal)
                    || journal.master().options().isTrue(PropertyKeys.ZOOKEEPER_ENABLED)
                    || !journal.master().runsProcess()) {
                continue;
            }
            int replicas = object.replicas();
            if (journal.addresses().isEmpty()) {
                missing(object, journal, findings);
            } else if (isShort(object, journal)) {
                report(journal, object.root().at("spec", "replicas"), findings, replicas + " masters", false);
            } else if (replicas == 1 && journal.addresses().size() > 1 && areOwn(object, journal)) {
                report(journal, object.root().at("spec", "replicas"), findings, "1 master", true);
            }
        }
    }

    /** Whether some of several masters are surely not in the list. */
    static boolean isShort(ReviewedObject object, MasterJournal journal) {
        return object.replicas() > journal.addresses().size()
                && journal.master().options().isComplete()
                && areOwn(object, journal);
    }

    /** That a port is declared is no proof. */
    private static boolean isEmbedded(MasterJournal journal) {
        return journal.is(MasterJournal.EMBEDDED)
                && (journal.master()
                                .options()
                                .get(PropertyKeys.MASTER_JOURNAL_TYPE)
                                .isPresent()
                        || journal.master().hasDefaults());
    }

    private static void missing(ReviewedObject object, MasterJournal journal, Findings findings) {
        Container master = journal.master();
        if (object.replicas() < 2
                || master.options()
                        .get(PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES)
                        .isPresent()) {
            return;
        }
        if (!master.options().isComplete()) {
            findings.notJudged(
                    master, "the addresses may be in " + master.options().unseenText());
            return;
        }
        findings.at(master, master.field().at("env"))
                .asWarningUnless(master.hasDefaults())
                .found(object.replicas() + " masters with an embedded journal, and no "
                        + PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES)
                .wanted("an address for each master")
                .fix("add -D" + PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES + "=" + list(object, master));
    }

    private static void report(MasterJournal journal, Field at, Findings findings, String masters, boolean lesser) {
        int addresses = journal.addresses().size();
        findings.at(journal.master(), at)
                .asWarningIf(lesser)
                .found(masters + ", and " + addresses + (addresses == 1 ? " address" : " addresses") + " in "
                        + PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES)
                .wanted("as many addresses as replicas")
                .fix("set replicas to " + addresses + ", or list one address for each master");
    }

    /** Whether all addresses are pods of this StatefulSet, by their names. */
    private static boolean areOwn(ReviewedObject object, MasterJournal journal) {
        return object.kind() == ObjectKind.STATEFUL_SET
                && journal.addresses().stream()
                        .map(item -> new AddressItem(item).host())
                        .allMatch(host -> isPod(object.name(), host));
    }

    private static boolean isPod(String set, String host) {
        String pod = host.indexOf('.') < 0 ? host : host.substring(0, host.indexOf('.'));
        return pod.startsWith(set + "-") && pod.substring(set.length() + 1).matches("[0-9]{1,9}");
    }

    /** One for each pod, the first few of many. */
    private static String list(ReviewedObject object, Container master) {
        int port = master.options().portNumber(AlluxioPort.MASTER_JOURNAL);
        String pods = IntStream.range(0, Math.min(object.replicas(), MOST_LISTED))
                .mapToObj(pod -> object.name() + "-" + pod + ":" + port)
                .collect(Collectors.joining(","));
        return object.replicas() > MOST_LISTED ? pods + ",…" : pods;
    }
}
