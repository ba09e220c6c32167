package alluxio.admission.policy.rules.versions;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.versions.Releases.MasterUpdate;

/**
 * Several masters are not updated to another version one by one.
 *
 * <p><b>Restricted fields:</b> {@code image} of masters, on UPDATE of a StatefulSet with {@code replicas} above 1 and
 * {@code updateStrategy} RollingUpdate.
 *
 * <p><b>Allowed values:</b> another version with {@code updateStrategy.type: OnDelete}, with a {@code partition} of at least
 * the replicas, or while {@code replicas} is 0. With a UFS journal it is a warning.
 *
 * <p><b>Why:</b> while they are replaced, masters of two versions write one journal. If the old ones cannot read an entry of
 * the new ones they crash, and if the update has to be taken back the journal may not be readable.
 *
 * <p><b>Source:</b> Alluxio's documentation of upgrades: stop, back up, start; the rolling way within 2.9 is experimental.
 */
public final class MasterRollingUpdate implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "master-rolling-update",
                    "During a rolling update masters of two versions write one journal, which one of them may not be able "
                            + "to read.")
            .forKinds(ObjectKind.STATEFUL_SET)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        if (!rolls(object)) {
            return;
        }
        for (MasterUpdate update : Releases.updates(object)) {
            if (!JournalCompatibility.breaks(update)) {
                check(object, update, findings);
            }
        }
    }

    private static boolean rolls(ReviewedObject object) {
        Field strategy = object.root().at("spec", "updateStrategy");
        int partition = strategy.at("rollingUpdate", "partition").integer().orElse(0);
        boolean running = object.old().filter(old -> old.replicas() > 0).isPresent();
        return running
                && object.replicas() > 1
                && partition < object.replicas()
                && strategy.at("type").text().orElse("RollingUpdate").equals("RollingUpdate");
    }

    private static void check(ReviewedObject object, MasterUpdate update, Findings findings) {
        MasterJournal journal = MasterJournal.of(update.master());
        Field image = update.master().field().at("image");
        String found = update + " by RollingUpdate of " + object.replicas() + " masters";
        if (journal.is(MasterJournal.UFS)) {
            findings.at(update.master(), image)
                    .asWarning()
                    .found(found)
                    .wanted("standby masters first, then the primary, then the workers")
                    .fix(
                            "set updateStrategy.type: OnDelete, and delete the standby masters' pods before the primary's");
            return;
        }
        String wanted = "all masters stopped, or updateStrategy OnDelete";
        String fix = "run alluxio fsadmin backup, scale the masters to 0, update, and scale back; or set "
                + "updateStrategy.type: OnDelete and delete the pods yourself";
        if (!journal.is(MasterJournal.EMBEDDED)) {
            findings.notJudged(
                    update.master(),
                    PropertyKeys.MASTER_JOURNAL_TYPE + " in "
                            + update.master().options().unseenText());
        } else {
            findings.at(update.master(), image).found(found).wanted(wanted).fix(fix);
        }
    }
}
