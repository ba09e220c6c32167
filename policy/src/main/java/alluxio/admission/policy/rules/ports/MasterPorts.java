package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * A master and its job master declare the ports they listen on.
 *
 * <p><b>Restricted fields:</b> {@code ports[].containerPort} of masters and job masters.
 *
 * <p><b>Allowed values:</b> for a master 19998, or what {@code alluxio.master.rpc.port} says; for a job master 20001, or
 * what {@code alluxio.job.master.rpc.port} says. The web ports 19999 and 20002, and the ports of an embedded journal that
 * several masters share (19200; 20003 from 2.2), are only a warning.
 *
 * <p><b>Why:</b> workers, clients and the other masters come through Services and probes that name these ports.
 *
 * <p><b>Source:</b> {@code PropertyKey} of 2.0 to 2.10, and the manifests of these releases, all of which declare them.
 */
public final class MasterPorts implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "master-ports",
                    "Workers, clients and other masters reach a master through Services and probes for the ports it "
                            + "declares.")
            .forRoles(Role.MASTER, Role.JOB_MASTER);

    private static final DeclaredPort RPC = DeclaredPort.of(AlluxioPort.MASTER_RPC);
    private static final DeclaredPort WEB = DeclaredPort.of(AlluxioPort.MASTER_WEB);
    private static final DeclaredPort JOURNAL = DeclaredPort.of(AlluxioPort.MASTER_JOURNAL);
    private static final DeclaredPort JOB_RPC = DeclaredPort.of(AlluxioPort.JOB_MASTER_RPC);
    private static final DeclaredPort JOB_WEB = DeclaredPort.of(AlluxioPort.JOB_MASTER_WEB);
    private static final DeclaredPort JOB_JOURNAL = DeclaredPort.of(AlluxioPort.JOB_MASTER_JOURNAL);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.processes(Role.MASTER).forEach(master -> {
            RPC.require(master, findings);
            WEB.recommend(master, findings);
            if (sharesJournal(object, master)) {
                JOURNAL.recommend(master, findings);
            }
        });
        object.processes(Role.JOB_MASTER).forEach(master -> {
            JOB_RPC.require(master, findings);
            JOB_WEB.recommend(master, findings);
            if (sharesJournal(object, master) && master.has(ReleaseChange.JOB_JOURNAL_PORT_DECLARED)) {
                JOB_JOURNAL.recommend(master, findings);
            }
        });
    }

    private static boolean sharesJournal(ReviewedObject object, Container master) {
        return StandbyMasters.isEmbedded(master) && StandbyMasters.exist(object, master);
    }
}
