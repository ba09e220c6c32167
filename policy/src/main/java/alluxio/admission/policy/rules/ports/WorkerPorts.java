package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;

/**
 * A worker declares its RPC port.
 *
 * <p><b>Restricted fields:</b> {@code ports[].containerPort} of workers.
 *
 * <p><b>Allowed values:</b> 29999, or what {@code alluxio.worker.rpc.port} says; the web port, 30000 (29996 up to 2.0), is
 * only asked for with a warning. Nothing listens on 29998 since 2.0, though guides still print it. Where the properties
 * are not seen, any port that is none of Alluxio's others may be the one.
 *
 * <p><b>Why:</b> probes and Services name the port, host networks reserve it, and network policies are written for what is
 * declared: a worker without its port is never ready or cannot be reached.
 *
 * <p><b>Source:</b> {@code PropertyKey} of 2.0 to 2.10 (RPC and data are one port since 2.0) and the manifests of these
 * releases.
 */
public final class WorkerPorts implements Rule {
    private static final DeclaredPort RPC = new DeclaredPort("rpc", "alluxio.worker.rpc.port", 29999);
    private static final DeclaredPort WEB = new DeclaredPort("web", "alluxio.worker.web.port", 30000, 29996);

    @Override
    public RuleInfo info() {
        return RuleInfo.deny(
                        "worker-ports",
                        "Clients, probes and Services reach a worker by the ports it declares; without them it is never "
                                + "ready, or reads go past it.")
                .forRoles(Role.WORKER);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.containers(Role.WORKER).forEach(worker -> {
            RPC.require(worker, findings);
            WEB.recommend(worker, findings);
        });
    }
}
