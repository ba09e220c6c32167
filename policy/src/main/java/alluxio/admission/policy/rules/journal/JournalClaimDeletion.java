package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Keys;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.FindingDraft;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The claim of a journal is not deleted by mistake.
 *
 * <p><b>Restricted fields:</b> on DELETE: claims with the label {@code role: alluxio-master}, and those named as the
 * official manifests name a journal's ({@code alluxio-pv-claim}, {@code alluxio-journal…}). A metastore's claim does not
 * count: it is rebuilt from the journal.
 *
 * <p><b>Allowed values:</b> the annotation {@code alluxio.io/allow-delete: "true"} on the claim. The namespace controller
 * and the garbage collector may always delete it.
 *
 * <p><b>Why:</b> in most storage classes the volume is deleted with the claim, and with it all that Alluxio knows about its
 * files.
 *
 * <p><b>Order of applying:</b> the claim of masters that run is refused in any order: whether they or the claim are deleted
 * first, the journal is lost. Back it up, and annotate the claim.
 *
 * <p><b>Source:</b> Alluxio's documentation of the journal; the labels that a StatefulSet gives its claims.
 */
public final class JournalClaimDeletion implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-claim-deletion",
                    "The claim holds the journal, which is all that Alluxio knows about its files.")
            .forKinds(ObjectKind.PERSISTENT_VOLUME_CLAIM)
            .forDeletions();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /**
     * Masters that run, by the claim of their journal. Of a claim template by the start of its claims' names, to which a
     * StatefulSet appends the ordinal of the pod.
     */
    private static final PeerIndex<Boolean> MASTERS = PeerIndex.of(
            "masters that mount the claim",
            MasterJournals.KINDS,
            (peer, entries) -> MasterJournals.journals(peer).stream()
                    .filter(_ -> peer.replicas() > 0)
                    .flatMap(journal -> journal.volume().stream())
                    .filter(Volume::isClaim)
                    .map(volume -> volume.type().equals(Volume.CLAIM_TEMPLATE)
                            ? volume.name() + "-" + peer.name() + "-"
                            : volume.source().at("claimName").string())
                    .forEach(claim -> entries.add(claim, true)));

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(MASTERS);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Field metadata = object.root().at("metadata");
        if (metadata.at("deletionTimestamp").exists() || object.allows(Keys.ALLOW_DELETE)) {
            return;
        }
        Optional<Peer<Boolean>> user = Stream.of(object.name(), withoutOrdinal(object.name()))
                .flatMap(name -> object.peers(MASTERS, name))
                .findFirst();
        if (user.isEmpty() && !isJournal(object.name(), metadata)) {
            return;
        }
        FindingDraft draft = findings.at(metadata.at("annotations", Keys.ALLOW_DELETE));
        user.ifPresent(masters -> draft.losingDataWith(masters.reference()));
        draft.found("the deletion of claim " + object.name()
                        + user.map(masters -> ", the journal of " + masters.describe())
                                .orElse(""))
                .wanted("the annotation " + Keys.ALLOW_DELETE + ": \"true\" on the claim")
                .fix(
                        "keep the claim; to delete it, back up first (alluxio fsadmin backup), then run kubectl annotate pvc "
                                + object.name() + " " + Keys.ALLOW_DELETE + "=true");
    }

    private static String withoutOrdinal(String name) {
        int end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(0, end);
    }

    private static boolean isJournal(String name, Field metadata) {
        boolean labelled = metadata.at("labels", "role").is("alluxio-master")
                || metadata.at("labels", "app").is("alluxio-master");
        return MasterJournal.isClaimName(name) || (labelled && !name.contains("metastore"));
    }
}
