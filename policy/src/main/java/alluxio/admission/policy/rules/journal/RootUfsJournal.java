package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.alluxio.StorageLocation;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;

/**
 * The root under storage is not the folder of the journal.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.master.mount.table.root.ufs} (or its older name
 * {@code alluxio.underfs.address}) of masters, against {@code alluxio.master.journal.folder}.
 *
 * <p><b>Allowed values:</b> two folders of which neither is the other. That the root is a folder above the journal is a
 * warning: an HDFS whose root is mounted often holds the journal, too. Scheme and host must be the same, and the path is
 * compared by whole segments.
 *
 * <p><b>Why:</b> users see the journal's files among their own, and who removes them removes all that Alluxio knows; formatting
 * an embedded journal removes all files of the users.
 *
 * <p><b>Source:</b> run with 2.9.6: with both in one folder a master starts, {@code alluxio fs ls -R /} lists {@code /raft/…},
 * {@code alluxio fs rm -R -U /raft} removes the journal under the running master (without {@code -U} it is mostly refused, as the
 * journal has changed since Alluxio listed it), and {@code alluxio formatMaster} with an EMBEDDED journal removes the user's files
 * ({@code RaftJournalSystem.format}); with a UFS journal it leaves them.
 */
public final class RootUfsJournal implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "root-ufs-journal",
                    "Users can remove the journal as if it were their own file, and formatting an embedded journal "
                            + "removes their files.")
            .forKinds(MasterJournals.KINDS)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (MasterJournal journal : MasterJournals.journals(object)) {
            Container master = journal.master();
            Optional<Property> root =
                    master.options().first(PropertyKeys.MASTER_MOUNT_TABLE_ROOT_UFS, PropertyKeys.UNDERFS_ADDRESS);
            Optional<StorageLocation> storage = root.flatMap(r -> StorageLocation.parse(r.value()));
            Optional<StorageLocation> kept = location(journal);
            if (storage.isEmpty() || kept.isEmpty()) {
                continue;
            }
            boolean same = storage.equals(kept);
            if (!same && !storage.get().isAbove(kept.get())) {
                continue;
            }
            if (!master.options().isComplete()) {
                findings.notJudged(
                        master,
                        "root and journal may be set again in "
                                + master.options().unseenText());
                continue;
            }
            findings.at(master, root.get().origin())
                    .asWarningUnless(same)
                    .found("the root under storage " + root.get().value()
                            + (same ? " is the journal's folder" : " holds the journal's folder"))
                    .wanted("a folder of its own for the journal")
                    .fix("set " + root.get().key() + " to a folder that does not hold the journal, such as "
                            + "s3://<bucket>/<folder>");
        }
    }

    /** A URI is the place of a UFS journal only: of an embedded one's, the local path counts. */
    private static Optional<StorageLocation> location(MasterJournal journal) {
        Optional<StorageLocation> local = journal.folder().flatMap(StorageLocation::parse);
        return local.isPresent() || !journal.is(MasterJournal.UFS)
                ? local
                : journal.master()
                        .options()
                        .get(PropertyKeys.MASTER_JOURNAL_FOLDER)
                        .flatMap(folder -> StorageLocation.parse(folder.value()));
    }
}
