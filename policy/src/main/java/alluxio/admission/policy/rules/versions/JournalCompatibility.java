package alluxio.admission.policy.rules.versions;

import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.versions.Releases.MasterUpdate;

/**
 * A master is not updated across a change of the journal's format.
 *
 * <p><b>Restricted fields:</b> {@code image} of masters, on UPDATE: from 1.x to 2.x, and with an embedded journal from 2.3
 * or older to 2.4 or newer, or back.
 *
 * <p><b>Allowed values:</b> any with the annotation {@code alluxio.io/allow-format: "true"} or with
 * {@code alluxio.master.journal.init.from.backup} set.
 *
 * <p><b>Why:</b> the new masters cannot read the old journal; the way to update is a backup with the old version, a format,
 * and a start from the backup.
 *
 * <p><b>Source:</b> Alluxio's documentation of upgrades, which names these two changes.
 */
public final class JournalCompatibility implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-compatibility",
                    "The new masters cannot read the old journal: without a backup made by the old version the metadata "
                            + "is lost.")
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (MasterUpdate update : Releases.updates(object)) {
            MasterJournal journal = MasterJournal.of(update.master());
            boolean prepared = object.allows(Keys.ALLOW_FORMAT)
                    || update.master()
                            .options()
                            .get(PropertyKeys.MASTER_JOURNAL_INIT_FROM_BACKUP)
                            .isPresent();
            if (!prepared
                    && update.isAcrossRatis()
                    && !update.isOtherMajor()
                    && journal.type().isEmpty()) {
                findings.notJudged(
                        update.master(),
                        PropertyKeys.MASTER_JOURNAL_TYPE + " in "
                                + update.master().options().unseenText());
            } else if (!prepared && breaks(update)) {
                findings.at(update.master(), update.master().field().at("image"))
                        .found(update + (update.isOtherMajor() ? "" : " with an embedded journal"))
                        .wanted("a backup, a format and a restore")
                        .fix("back up with " + update.from() + " (alluxio fsadmin backup), annotate with "
                                + Keys.ALLOW_FORMAT + ": \"true\", format, and start with -D"
                                + PropertyKeys.MASTER_JOURNAL_INIT_FROM_BACKUP + "=<backup>");
            }
        }
    }

    /** Whether the new version can't read the journal of the old one. */
    static boolean breaks(MasterUpdate update) {
        return update.isOtherMajor()
                || (update.isAcrossRatis() && MasterJournal.of(update.master()).is(MasterJournal.EMBEDDED));
    }
}
