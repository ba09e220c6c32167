package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * A master's old pod is gone before the new one starts.
 *
 * <p><b>Restricted fields:</b> {@code spec.strategy} of Deployments of masters whose journal is on a volume.
 *
 * <p><b>Allowed values:</b> {@code Recreate}, or RollingUpdate with {@code maxSurge: 0}; better still, a StatefulSet.
 *
 * <p><b>Why:</b> RollingUpdate, the default, starts the new master beside the old one: two masters write one journal, or the
 * new one waits forever for a claim that the old one holds.
 *
 * <p><b>Source:</b> Kubernetes' documentation of Deployments; Alluxio issue 13422, the same with the log server.
 */
public final class MasterDeployment implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "master-deployment",
                    "With RollingUpdate the new master starts beside the old one: two write one journal, or the new one "
                            + "waits for the claim.")
            .forKinds(ObjectKind.DEPLOYMENT)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Field strategy = object.root().at("spec", "strategy");
        Field surge = strategy.at("rollingUpdate", "maxSurge");
        boolean none = surge.integer().orElse(1) == 0 || surge.is("0%") || surge.is("0");
        if (strategy.at("type").is("Recreate") || none) {
            return;
        }
        for (MasterJournal journal : MasterJournals.journals(object)) {
            if (journal.volume().filter(v -> v.isClaim() || v.isHostPath()).isPresent()) {
                findings.at(journal.master(), strategy.at("type"))
                        .found("strategy " + strategy.at("type").text().orElse("RollingUpdate") + " for a master")
                        .wanted("Recreate")
                        .fix("set strategy: {type: Recreate}, or use a StatefulSet");
            }
        }
    }
}
