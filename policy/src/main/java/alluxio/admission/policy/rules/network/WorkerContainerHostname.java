package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;

/**
 * A worker that publishes its node's address also publishes its pod's.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.worker.container.hostname} of workers from 2.3 without
 * {@code hostNetwork: true} whose {@code alluxio.worker.hostname} is {@code status.hostIP}.
 *
 * <p><b>Allowed values:</b> the pod's address: {@code ${ALLUXIO_WORKER_CONTAINER_HOSTNAME}} with that variable from
 * {@code status.podIP}. Nothing is needed where the RPC port has a {@code hostPort}. Before 2.3 there is no such property:
 * the worker needs {@code hostNetwork: true}, for which there is a warning.
 *
 * <p><b>Why:</b> clients connect to the node's address, where nothing listens: "Failed to connect to remote block worker".
 *
 * <p><b>Source:</b> {@code NetworkAddressUtils.getDataPortSocketAddress}; Alluxio issue 15317; the chart sets it since 2.3.
 */
public final class WorkerContainerHostname implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "worker-container-hostname",
                    "Clients connect to the node's address, where the worker does not listen, and fail with \"Failed to "
                            + "connect to remote block worker\".")
            .forRoles(Role.WORKER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        if (object.pod().filter(Pod::isHostNetwork).isPresent()) {
            return;
        }
        for (Container worker : object.processes(Role.WORKER)) {
            JvmOptions properties = worker.options();
            Optional<Property> host = properties
                    .get(PropertyKeys.WORKER_HOSTNAME)
                    .filter(p -> p.value().contains("{status.hostIP}"));
            boolean given = properties
                    .get(PropertyKeys.WORKER_CONTAINER_HOSTNAME)
                    .filter(p -> !p.value().isBlank())
                    .isPresent();
            if (host.isPresent() && !given && !hasHostPort(worker)) {
                check(worker, properties, findings);
            }
        }
    }

    private static void check(Container worker, JvmOptions properties, Findings findings) {
        String found = PropertyKeys.WORKER_HOSTNAME + " is the node's address, and no "
                + PropertyKeys.WORKER_CONTAINER_HOSTNAME;
        if (!properties.isComplete()) {
            findings.notJudged(
                    worker, PropertyKeys.WORKER_CONTAINER_HOSTNAME + " may be in " + HostNames.unseen(properties));
        } else if (worker.lacks(ReleaseChange.WORKER_CONTAINER_HOSTNAME)) {
            findings.at(worker, worker.pod().spec().at("hostNetwork"))
                    .asWarning()
                    .found(found)
                    .wanted("hostNetwork: true")
                    .fix("set hostNetwork: true and dnsPolicy: ClusterFirstWithHostNet");
        } else {
            findings.at(worker, worker.field().at("env"))
                    .found(found)
                    .wanted(PropertyKeys.WORKER_CONTAINER_HOSTNAME + " from status.podIP")
                    .fix("set env ALLUXIO_WORKER_CONTAINER_HOSTNAME from fieldRef status.podIP, and -D"
                            + PropertyKeys.WORKER_CONTAINER_HOSTNAME + "=${ALLUXIO_WORKER_CONTAINER_HOSTNAME} in "
                            + JavaOptionVariables.WORKER);
        }
    }

    private static boolean hasHostPort(Container worker) {
        return Iterables.any(
                worker.ports().fields(), port -> port.at("hostPort").exists());
    }
}
