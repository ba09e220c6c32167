package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * A worker and its job worker declare the ports they listen on.
 *
 * <p><b>Restricted fields:</b> {@code ports[].containerPort} of workers and job workers.
 *
 * <p><b>Allowed values:</b> for a worker 29999, or what {@code alluxio.worker.rpc.port} says; for a job worker 30001, or
 * what {@code alluxio.job.worker.rpc.port} says. The worker's web port 30000 (29996 up to 2.0) and the job worker's data and
 * web ports 30002 and 30003 are only a warning. Nothing listens on 29998 since 2.0, though guides still print it. Where the
 * properties are not seen, any port that is none of Alluxio's others may be the one.
 *
 * <p><b>Why:</b> probes and Services name the port, host networks reserve it, and network policies are written for what is
 * declared: a worker without its port is never ready or cannot be reached.
 *
 * <p><b>Source:</b> {@code PropertyKey} of 2.0 to 2.10 (RPC and data are one port since 2.0) and the manifests of these
 * releases.
 */
public final class WorkerPorts implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "worker-ports",
                    "Clients, probes and Services reach a worker by the ports it declares; without them it is never "
                            + "ready, or reads go past it.")
            .forRoles(Role.WORKER, Role.JOB_WORKER);

    private static final DeclaredPort RPC = DeclaredPort.of(AlluxioPort.WORKER_RPC);
    private static final DeclaredPort WEB = DeclaredPort.of(AlluxioPort.WORKER_WEB, AlluxioPort.FORMER_WORKER_WEB);
    private static final DeclaredPort JOB_RPC = DeclaredPort.of(AlluxioPort.JOB_WORKER_RPC);
    private static final DeclaredPort JOB_DATA = DeclaredPort.of(AlluxioPort.JOB_WORKER_DATA);
    private static final DeclaredPort JOB_WEB = DeclaredPort.of(AlluxioPort.JOB_WORKER_WEB);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.processes(Role.WORKER).forEach(worker -> {
            RPC.require(worker, findings);
            WEB.recommend(worker, findings);
        });
        object.processes(Role.JOB_WORKER).forEach(worker -> {
            JOB_RPC.require(worker, findings);
            JOB_DATA.recommend(worker, findings);
            JOB_WEB.recommend(worker, findings);
        });
    }
}
