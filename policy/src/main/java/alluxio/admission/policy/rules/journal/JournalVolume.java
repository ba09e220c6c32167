package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.FindingDraft;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.regex.Pattern;

/**
 * A master's journal is on a volume that outlives the pod.
 *
 * <p><b>Restricted fields:</b> the volume of a master that holds {@code alluxio.master.journal.folder}; where that property
 * is not seen, the one that is visibly the journal's: mounted at {@code /journal}, or named {@code alluxio-journal…}.
 *
 * <p><b>Allowed values:</b> a claim (also a claim template), hostPath, or any other volume but emptyDir and ephemeral ones;
 * the folder must not lie outside all volumes. Of the URI of an embedded journal only the path counts, in the container: a
 * master from 2.7 on does not start with one, also of the scheme {@code file}, and it is refused; with an older or unknown release it is
 * a warning. A journal outside Kubernetes, such as on HDFS, is not judged. Several masters
 * with an embedded journal hold copies of each other's: there it is a warning, unless an update removes a claim.
 *
 * <p><b>Why:</b> the journal is all that Alluxio knows about its files. On an emptyDir it is lost with the pod, in the
 * container's own layer with the first restart of the container, and with it mount points and files that are not yet
 * persisted.
 *
 * <p><b>Source:</b> Alluxio's documentation of the journal, and the changes 0.5.3 (journal of several masters from emptyDir
 * to claims) of the official chart; {@code PropertyKey} of 2.0 to 2.10 for the default folder {@code /opt/alluxio/journal}.
 * {@code RaftJournalSystem} of 2.2.0, 2.7.3 and 2.9.6 for URIs ({@code new File(uri.getPath())}). Run with 2.9.6, for {@code hdfs},
 * {@code file:/path} and {@code file:///path}: the journal is {@code /path}, and the master then ends with "journal path must exist", as
 * {@code JournalSpaceMonitor}, which came with 2.6 or 2.7, looks for a local path of the whole text.
 */
public final class JournalVolume implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-volume",
                    "The journal is all that Alluxio knows about its files: unless it is on a "
                            + "lasting volume, it is lost with the master's pod or container.")
            .forKinds(MasterJournals.KINDS)
            .forRoles(Role.MASTER);

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,30}:");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        MasterJournals.journals(object).forEach(journal -> {
            uri(journal, findings);
            boolean outside = journal.folder().isPresent() && journal.mount().isEmpty();
            if (outside) {
                outside(object, journal, findings);
            }
            journal.volume().filter(JournalVolume::endsWithThePod).ifPresent(volume -> {
                Field at = volume.field().at(volume.isEmptyDir() ? "emptyDir" : volume.type());
                report(object, journal, findings.at(journal.master(), at).found("the journal on " + volume.describe()));
            });
        });
    }

    /** An embedded journal is never on HDFS or S3, though its folder may say so. */
    private static void uri(MasterJournal journal, Findings findings) {
        if (!journal.is(MasterJournal.EMBEDDED) || journal.folder().isEmpty()) {
            return;
        }
        Container master = journal.master();
        master.options()
                .get(PropertyKeys.MASTER_JOURNAL_FOLDER)
                .filter(folder -> SCHEME.matcher(folder.value()).lookingAt())
                .ifPresent(folder -> findings.at(master, folder.origin())
                        .asWarningUnless(endsWithUri(master))
                        .found("an embedded journal in " + folder.value() + ", of which only the path "
                                + journal.folder().orElse("") + " is used, in the container")
                        .wanted("a local directory, as a path")
                        .fix("set " + PropertyKeys.MASTER_JOURNAL_FOLDER + " to the path alone"
                                + (folder.value().startsWith("file:")
                                        ? ""
                                        : ", or " + PropertyKeys.MASTER_JOURNAL_TYPE + " to " + MasterJournal.UFS)));
    }

    /** Whether the master surely ends: nothing that is not seen can set type and folder again. */
    private static boolean endsWithUri(Container master) {
        return master.has(ReleaseChange.JOURNAL_FOLDER_IS_PATH)
                && master.runsProcess()
                && master.options().isComplete()
                && (master.options().get(PropertyKeys.MASTER_JOURNAL_TYPE).isPresent() || master.hasDefaults());
    }

    private static boolean endsWithThePod(Volume volume) {
        return volume.isEmptyDir() || volume.type().equals("ephemeral");
    }

    private static void outside(ReviewedObject object, MasterJournal journal, Findings findings) {
        Container master = journal.master();
        String folder = journal.folder().orElse("");
        if (!master.options().isComplete()) {
            findings.notJudged(
                    master, "whether the journal is really in " + folder + ": " + MasterJournals.unseen(master));
            return;
        }
        report(
                object,
                journal,
                findings.at(master, master.field().at("volumeMounts"))
                        .found("the journal in " + folder + ", on no volume"));
    }

    private static void report(ReviewedObject object, MasterJournal journal, FindingDraft finding) {
        String folder =
                journal.folder().orElse(journal.mount().map(m -> m.path()).orElse("/journal"));
        String fix =
                "give the master a PersistentVolumeClaim (in a StatefulSet a volumeClaimTemplate) mounted at " + folder;
        boolean copied =
                journal.isReplicated(object.replicas()) || (journal.type().isEmpty() && object.replicas() > 1);
        boolean worse = MasterJournals.before(object, journal)
                .filter(MasterJournal::isOnClaim)
                .isPresent();
        finding.asWarningIf(copied && !worse)
                .wanted("a volume that outlives the pod")
                .fix(fix);
    }
}
