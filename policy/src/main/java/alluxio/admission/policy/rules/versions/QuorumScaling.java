package alluxio.admission.policy.rules.versions;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * Masters with an embedded journal are added and removed one by one.
 *
 * <p><b>Restricted fields:</b> {@code spec.replicas} of a StatefulSet of masters with an embedded journal, on UPDATE.
 *
 * <p><b>Allowed values:</b> the same as before, or one more or less; 0, and any number from 0, which is how masters are stopped and started.
 * {@code kubectl scale} bypasses the webhook.
 *
 * <p><b>Why:</b> the quorum keeps its own list of members. A master that is added must be in the addresses of all, one at a
 * time; a removed one counts as lost until it is taken off the list: from 3 to 1 there is no majority left.
 *
 * <p><b>Source:</b> Alluxio's documentation of the journal ("only a single master should be added", "fsadmin journal quorum
 * remove").
 */
public final class QuorumScaling implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "quorum-scaling",
                    "The quorum keeps its own list of masters: a removed one counts as lost "
                            + "until it is taken off the list, and new ones join one at a time.")
            .forKinds(ObjectKind.STATEFUL_SET)
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        int before = object.old().map(ReviewedObject::replicas).orElse(0);
        int now = object.replicas();
        if (before == 0 || now == 0 || Math.abs(now - before) <= 1) {
            return;
        }
        for (Container master : object.containers(Role.MASTER)) {
            if (MasterJournal.of(master).is(MasterJournal.EMBEDDED)) {
                findings.at(master, object.root().at("spec", "replicas"))
                        .found(before + " to " + now + " masters with an embedded journal")
                        .wanted("one master at a time")
                        .fix(
                                now > before
                                        ? "set replicas: " + (before + 1) + ", list that master in "
                                                + PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES
                                                + ", and go on when alluxio fsadmin journal quorum info shows it"
                                        : "set replicas: " + (before - 1)
                                                + ", then run alluxio fsadmin journal quorum remove -domain MASTER -address "
                                                + "<its address>");
            }
        }
    }
}
