package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.PersistentVolumeClaim;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Several masters share a UFS journal, and never an embedded one.
 *
 * <p><b>Restricted fields:</b> the journal's {@code persistentVolumeClaim.claimName} where {@code replicas} is above 1, or
 * where another StatefulSet or Deployment that is seen has it; {@code volumeClaimTemplates}.
 *
 * <p><b>Allowed values:</b> embedded: a {@code volumeClaimTemplate}, or a folder of its own for each pod by
 * {@code subPathExpr}. UFS: one claim with access mode ReadWriteMany, or a journal outside Kubernetes; a claim template is
 * a warning, as there each master has a journal that no other one reads.
 *
 * <p><b>Why:</b> each master of an embedded journal owns its directory, and locks it: a second one does not start, or
 * damages it. Masters of a UFS journal take over from each other by reading the same files, which a ReadWriteOnce claim
 * does not give to a second node.
 *
 * <p><b>Order of applying:</b> a claim that cannot be mounted by all masters is a warning in a live cluster, as it may be
 * replaced. A journal that another StatefulSet or Deployment with at least one replica has is refused in any order, as data
 * is lost while both run: scale the other one to 0, or delete it, first.
 *
 * <p><b>Source:</b> Alluxio's documentation of the journal ("the folder must be available to all masters"), and
 * {@code RaftJournalSystem}; Kubernetes' documentation of access modes.
 */
public final class JournalShared implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-shared",
                    "Masters with an embedded journal each need a directory of their own, and masters with a UFS "
                            + "journal need one that all of them can mount; otherwise they do not start, "
                            + "or cannot take over from each other.")
            .forKinds(ObjectKind.REPLICATED)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** By the place of an embedded journal, what other masters keep theirs there. */
    private static final PeerIndex<Boolean> PLACES = PeerIndex.of(
            "other masters with the same journal",
            List.of(ObjectKind.STATEFUL_SET, ObjectKind.DEPLOYMENT),
            (peer, entries) -> Iterables.forEach(
                    MasterJournals.journals(peer),
                    journal -> journal.is(MasterJournal.EMBEDDED) && peer.replicas() > 0,
                    journal -> entries.add(place(journal), true)));

    @Override
    public List<PeerIndex<?>> indices() {
        return Stream.concat(PersistentVolumeClaim.indices().stream(), Stream.of(PLACES))
                .toList();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (MasterJournal journal : MasterJournals.journals(object)) {
            Optional<Volume> volume = journal.volume();
            if (volume.filter(v -> v.type().equals("persistentVolumeClaim")).isPresent()) {
                claim(object, journal, volume.get(), findings);
            } else if (object.replicas() > 1
                    && journal.is(MasterJournal.UFS)
                    && volume.filter(Volume::isClaim).isPresent()) {
                findings.at(journal.master(), volume.get().field())
                        .asWarning()
                        .found("a journal of type UFS on a claim template")
                        .wanted("one journal for all " + object.replicas() + " masters")
                        .fix("set -D" + PropertyKeys.MASTER_JOURNAL_TYPE + "=EMBEDDED, or use one ReadWriteMany claim");
            }
        }
    }

    private static void claim(ReviewedObject object, MasterJournal journal, Volume volume, Findings findings) {
        Field at = volume.source().at("claimName");
        if (object.replicas() > 1 && !hasOwnFolder(journal)) {
            if (journal.is(MasterJournal.EMBEDDED) && journal.folder().isEmpty()) {
                findings.notJudged(
                        journal.master(),
                        PropertyKeys.MASTER_JOURNAL_FOLDER + " in " + MasterJournals.unseen(journal.master()));
            } else if (journal.is(MasterJournal.EMBEDDED)) {
                findings.at(journal.master(), at)
                        .found(object.replicas() + " masters with an embedded journal on " + volume.describe())
                        .wanted("a claim for each master")
                        .fix("use volumeClaimTemplates of a StatefulSet instead of a volume");
            } else {
                PersistentVolumeClaim.named(at.string(), object)
                        .filter(PersistentVolumeClaim::isForOneNode)
                        .ifPresent(claim -> findings.at(journal.master(), at)
                                .restingOn(claim.reference())
                                .found(object.replicas() + " masters on " + volume.describe()
                                        + ", which is not ReadWriteMany")
                                .wanted("a claim that all masters can mount")
                                .fix("use a claim with access mode ReadWriteMany, or an embedded journal with "
                                        + "volumeClaimTemplates"));
            }
        } else if (journal.is(MasterJournal.EMBEDDED) && journal.folder().isPresent() && object.replicas() > 0) {
            other(object, journal)
                    .ifPresent(other -> findings.at(journal.master(), at)
                            .losingDataWith(other.reference())
                            .found(volume.describe() + ", which is also the journal of " + other.describe())
                            .wanted("a claim for each master")
                            .fix("give each master a claim of its own"));
        }
    }

    private static boolean hasOwnFolder(MasterJournal journal) {
        return journal.mount().filter(m -> m.field().at("subPathExpr").exists()).isPresent()
                || journal.folder().filter(folder -> folder.contains("{")).isPresent();
    }

    /** Another master that keeps its journal in the same place. */
    private static Optional<Peer<Boolean>> other(ReviewedObject object, MasterJournal journal) {
        return object.firstPeer(PLACES, place(journal));
    }

    private static List<String> place(MasterJournal journal) {
        return List.of(
                journal.volume().map(v -> v.source().at("claimName").string()).orElse(""),
                journal.mount().map(ContainerMount::subPath).orElse(""),
                journal.folder().orElse(""));
    }
}
