package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Keys;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

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

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Field metadata = object.root().at("metadata");
        boolean deletedAlready = metadata.at("deletionTimestamp").exists();
        if (isJournal(object.name(), metadata) && !deletedAlready && !object.allows(Keys.ALLOW_DELETE)) {
            findings.at(metadata.at("annotations", Keys.ALLOW_DELETE))
                    .found("the deletion of claim " + object.name())
                    .wanted("the annotation " + Keys.ALLOW_DELETE + ": \"true\" on the claim")
                    .fix(
                            "keep the claim; to delete it, back up first (alluxio fsadmin backup), then run kubectl annotate pvc "
                                    + object.name() + " " + Keys.ALLOW_DELETE + "=true");
        }
    }

    private static boolean isJournal(String name, Field metadata) {
        boolean labelled = metadata.at("labels", "role").is("alluxio-master")
                || metadata.at("labels", "app").is("alluxio-master");
        return MasterJournal.isClaimName(name) || (labelled && !name.contains("metastore"));
    }
}
