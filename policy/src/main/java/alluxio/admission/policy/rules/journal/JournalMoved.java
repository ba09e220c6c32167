package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;

/**
 * An update leaves a master's journal where it is.
 *
 * <p><b>Restricted fields:</b> on UPDATE: the volume that holds the journal, and
 * {@code alluxio.master.journal.folder}.
 *
 * <p><b>Allowed values:</b> the same as before; anything on an object annotated with
 * {@code alluxio.io/allow-format: "true"}. From a claim to a hostPath is refused (by {@code journal-host-path} where no node
 * is chosen); another claim, another folder or no visible volume at all is a warning, as the old journal still exists. From
 * a claim to an emptyDir is refused by {@code journal-volume}.
 *
 * <p><b>Why:</b> the next pod of the master finds an empty folder instead of its journal: it does not start, or it starts
 * with none of the metadata.
 *
 * <p><b>Source:</b> Alluxio's documentation of the journal: moving it takes a backup, a format and a start from the backup.
 */
public final class JournalMoved implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-moved",
                    "The next pod of the master finds an empty folder instead of its journal, and does not start or has "
                            + "lost all metadata.")
            .forKinds(MasterJournals.KINDS)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        if (object.allows(Keys.ALLOW_FORMAT)) {
            return;
        }
        for (MasterJournal journal : MasterJournals.journals(object)) {
            MasterJournals.before(object, journal).ifPresent(before -> check(object, before, journal, findings));
        }
    }

    private static void check(ReviewedObject object, MasterJournal before, MasterJournal now, Findings findings) {
        String fix =
                "keep the old volume and folder, or back up (alluxio fsadmin backup), move, format and restore, with the "
                        + "annotation " + Keys.ALLOW_FORMAT + ": \"true\"";
        if (before.folder().isPresent()
                && now.folder().isPresent()
                && !before.folder().equals(now.folder())) {
            findings.at(
                            now.master(),
                            now.master()
                                    .options()
                                    .get(PropertyKeys.MASTER_JOURNAL_FOLDER)
                                    .map(p -> p.origin())
                                    .orElse(now.master().field()))
                    .asWarning()
                    .found("the journal in " + now.folder().orElse("") + " instead of "
                            + before.folder().orElse(""))
                    .wanted("the old folder")
                    .fix(fix);
            return;
        }
        Optional<Volume> old = before.volume().filter(Volume::isClaim);
        if (old.isEmpty()) {
            return;
        }
        String instead = " instead of " + old.get().describe();
        if (now.volume().isEmpty() && now.folder().isEmpty()) {
            Field at = now.master().field().at("volumeMounts");
            findings.at(now.master(), at)
                    .asWarning()
                    .found("no journal volume" + instead)
                    .wanted("the old volume")
                    .fix(fix);
        }
        now.volume().ifPresent(volume -> {
            Field at = volume.isHostPath()
                    ? volume.source().at("path")
                    : volume.source().at("claimName");
            boolean reported =
                    object.pod().filter(JournalHostPath::isPinned).isEmpty() && !now.isReplicated(object.replicas());
            if (volume.isHostPath() && !reported) {
                findings.at(now.master(), at)
                        .found(volume.describe() + instead)
                        .wanted("the old claim")
                        .fix(fix);
            } else if (volume.isClaim() && !volume.describe().equals(old.get().describe())) {
                findings.at(now.master(), at)
                        .asWarning()
                        .found(volume.describe() + instead)
                        .wanted("the old claim")
                        .fix(fix);
            }
        });
    }
}
