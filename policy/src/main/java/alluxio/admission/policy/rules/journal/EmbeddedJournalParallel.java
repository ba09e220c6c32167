package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * Masters with an embedded journal start in parallel.
 *
 * <p><b>Restricted fields:</b> {@code spec.podManagementPolicy} of a StatefulSet with several masters and an embedded
 * journal.
 *
 * <p><b>Allowed values:</b> {@code Parallel}. {@code OrderedReady}, the default, is refused where masters have a readiness
 * probe, and a warning where they have none, as each then counts as ready at once. A StatefulSet for each master, as in
 * 2.1, is not concerned.
 *
 * <p><b>Why:</b> OrderedReady starts a second master only when the first is ready, and the first is not ready without the
 * others: after a stop of all masters none of them comes back.
 *
 * <p><b>Source:</b> Alluxio issue 13323; chart 0.6.20 made it Parallel.
 */
public final class EmbeddedJournalParallel implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "embedded-journal-parallel",
                    "With OrderedReady the first master waits for a quorum, and the others wait for the first: after a "
                            + "stop of all masters none comes back.")
            .forKinds(ObjectKind.STATEFUL_SET)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Field policy = object.root().at("spec", "podManagementPolicy");
        if (object.replicas() < 2 || policy.is("Parallel")) {
            return;
        }
        for (MasterJournal journal : MasterJournals.journals(object)) {
            String found = "podManagementPolicy " + policy.text().orElse("OrderedReady") + " for " + object.replicas()
                    + " masters with an embedded journal";
            // The field cannot be changed on update.
            String fix =
                    "set podManagementPolicy: Parallel (an existing StatefulSet: kubectl delete --cascade=orphan, then "
                            + "apply again)";
            if (journal.type().isEmpty()) {
                findings.notJudged(
                        journal.master(),
                        PropertyKeys.MASTER_JOURNAL_TYPE + " in " + MasterJournals.unseen(journal.master()));
            } else if (journal.is(MasterJournal.EMBEDDED)) {
                findings.at(journal.master(), policy)
                        .asWarningUnless(
                                journal.master().field().at("readinessProbe").exists())
                        .found(found)
                        .wanted("podManagementPolicy: Parallel")
                        .fix(fix);
            }
        }
    }
}
