package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;

/**
 * Several masters with a UFS journal have ZooKeeper to choose the primary, and masters with an embedded one have none.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.zookeeper.enabled} of masters: of type UFS where {@code replicas} is above 1, of type
 * EMBEDDED always.
 *
 * <p><b>Allowed values:</b> UFS: {@code true}; EMBEDDED: anything else. Where the properties are not all seen, it is not judged.
 *
 * <p><b>Why:</b> without ZooKeeper each master with a UFS journal makes itself the primary at once, and all of them write one
 * journal. Nothing else keeps a primary before its secondaries: no order in which the pods start does. With an embedded journal
 * the masters choose by themselves, and one that is told of ZooKeeper too does not start.
 *
 * <p><b>Source:</b> {@code AlluxioMasterProcess.Factory.create} at 2.2, 2.7.3 and 2.9.6: {@code ZOOKEEPER_ENABLED} with a
 * {@code RaftJournalSystem} is an IllegalStateException; a UFS journal without it gets a master that is always primary
 * ({@code UfsJournalSingleMasterPrimarySelector} from 2.9).
 */
public final class JournalZookeeper implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-zookeeper",
                    "Without ZooKeeper each master with a UFS journal is the primary, and all of them write one journal; "
                            + "with ZooKeeper a master with an embedded journal does not start.")
            .forKinds(ObjectKind.LONG_RUNNING)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        boolean several = ObjectKind.REPLICATED.contains(object.kind()) && object.replicas() > 1;
        for (MasterJournal journal : MasterJournals.journals(object)) {
            Container master = journal.master();
            boolean zookeeper = master.options().isTrue(PropertyKeys.ZOOKEEPER_ENABLED);
            if (journal.is(MasterJournal.UFS) && several && !zookeeper) {
                if (!master.options().isComplete()) {
                    findings.notJudged(
                            master, PropertyKeys.ZOOKEEPER_ENABLED + " may be in " + MasterJournals.unseen(master));
                } else if (master.hasDefaults()) {
                    without(object, findings, master);
                }
            } else if (zookeeper && isSetTo(master, MasterJournal.EMBEDDED)) {
                with(findings, master);
            }
        }
    }

    private static boolean isSetTo(Container master, String type) {
        return master.options()
                .get(PropertyKeys.MASTER_JOURNAL_TYPE)
                .filter(set -> set.value().equalsIgnoreCase(type))
                .isPresent();
    }

    private static void without(ReviewedObject object, Findings findings, Container master) {
        Optional<Property> type = master.options().get(PropertyKeys.MASTER_JOURNAL_TYPE);
        findings.at(master, type.map(Property::origin).orElse(object.root().at("spec", "replicas")))
                .found(object.replicas() + " masters with a UFS journal and without ZooKeeper")
                .wanted("-D" + PropertyKeys.ZOOKEEPER_ENABLED + "=true, or one master")
                .fix("set -D" + PropertyKeys.MASTER_JOURNAL_TYPE + "=EMBEDDED, or replicas: 1, or -D"
                        + PropertyKeys.ZOOKEEPER_ENABLED + "=true with the address of your ZooKeeper");
    }

    private static void with(Findings findings, Container master) {
        Property set = master.options().get(PropertyKeys.ZOOKEEPER_ENABLED).orElseThrow();
        findings.at(master, set.origin())
                .found(PropertyKeys.ZOOKEEPER_ENABLED + "=true with an embedded journal")
                .wanted("no ZooKeeper")
                .fix("remove -D" + PropertyKeys.ZOOKEEPER_ENABLED);
    }
}
