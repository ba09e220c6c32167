package alluxio.admission.policy.rules.network;

import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * A worker registers with an address by which clients recognise their own node.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.worker.hostname} of workers.
 *
 * <p><b>Allowed values:</b> what clients on the same node have too: {@code ${ALLUXIO_WORKER_HOSTNAME}} with that variable
 * from {@code status.hostIP}; or the pod's address. None of {@code localhost}.
 *
 * <p><b>Why:</b> without it the worker is known by the name of its pod. No client then finds a worker on its own node, and
 * clients may not be able to resolve the name at all. With {@code localhost} each client looks for the worker in its own pod. The
 * worker itself starts and nothing that it holds is lost, so it is a warning: clients beside it, or on the same host network, do
 * reach it.
 *
 * <p><b>Source:</b> {@code NetworkAddressUtils.getClientHostName} and {@code TieredIdentity}; all official manifests set it.
 */
public final class WorkerHostname implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "worker-hostname",
                    "Clients find a worker on their own node by its host name; a pod's name or localhost matches none, or "
                            + "cannot be resolved.")
            .forRoles(Role.WORKER);

    private static final String FIX = "set env ALLUXIO_WORKER_HOSTNAME from fieldRef status.hostIP, and -D"
            + PropertyKeys.WORKER_HOSTNAME + "=${ALLUXIO_WORKER_HOSTNAME} in " + JavaOptionVariables.WORKER;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container worker : object.processes(Role.WORKER)) {
            JvmOptions properties = worker.options();
            properties
                    .get(PropertyKeys.WORKER_HOSTNAME)
                    .ifPresentOrElse(
                            host -> {
                                if (HostNames.isLoopback(host.value())) {
                                    findings.at(worker, host.origin())
                                            .found(PropertyKeys.WORKER_HOSTNAME + "=" + host.value())
                                            .wanted("the node's address")
                                            .fix(FIX);
                                }
                            },
                            () -> missing(worker, properties, findings));
        }
    }

    private static void missing(Container worker, JvmOptions properties, Findings findings) {
        if (properties.isComplete()) {
            findings.at(worker, worker.field().at("env"))
                    .found("no " + PropertyKeys.WORKER_HOSTNAME)
                    .wanted("the node's address")
                    .fix(FIX);
        } else {
            findings.notJudged(worker, PropertyKeys.WORKER_HOSTNAME + " may be in " + HostNames.unseen(properties));
        }
    }
}
