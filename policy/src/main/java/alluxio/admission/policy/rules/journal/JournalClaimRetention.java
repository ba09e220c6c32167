package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;

/**
 * A StatefulSet of masters keeps its journals when it is scaled or deleted.
 *
 * <p><b>Restricted fields:</b> {@code spec.persistentVolumeClaimRetentionPolicy.whenDeleted} and {@code whenScaled}, where
 * the journal is on a claim template.
 *
 * <p><b>Allowed values:</b> {@code Retain} or nothing; {@code Delete} with the annotation
 * {@code alluxio.io/allow-delete: "true"} on the StatefulSet.
 *
 * <p><b>Why:</b> masters are stopped by scaling to 0, and a StatefulSet is deleted and created again to change its immutable
 * fields (helm does it too): with {@code Delete} the journals are lost then.
 *
 * <p><b>Source:</b> Kubernetes' documentation of {@code persistentVolumeClaimRetentionPolicy}.
 */
public final class JournalClaimRetention implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-claim-retention",
                    "Masters are stopped by scaling to 0, and a StatefulSet is deleted to "
                            + "change its immutable fields: Delete then removes the journals.")
            .forKinds(ObjectKind.STATEFUL_SET)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        boolean ofTemplate = MasterJournals.journals(object).stream()
                .flatMap(journal -> journal.volume().stream())
                .anyMatch(volume -> volume.type().equals(Volume.CLAIM_TEMPLATE));
        if (!ofTemplate || object.allows(Keys.ALLOW_DELETE)) {
            return;
        }
        Field policy = object.root().at("spec", "persistentVolumeClaimRetentionPolicy");
        for (Field when : List.of(policy.at("whenDeleted"), policy.at("whenScaled"))) {
            if (when.is("Delete")) {
                findings.at(when)
                        .found(when.name() + ": Delete for the journals")
                        .wanted("Retain")
                        .fix("set " + when.name() + ": Retain, or annotate the StatefulSet with " + Keys.ALLOW_DELETE
                                + ": \"true\"");
            }
        }
    }
}
