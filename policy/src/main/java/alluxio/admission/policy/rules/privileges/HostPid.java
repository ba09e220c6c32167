package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * Alluxio's pods do not share the node's process namespace.
 *
 * <p><b>Restricted fields:</b> {@code spec.hostPID} of pods with a container of Alluxio's.
 *
 * <p><b>Allowed values:</b> {@code false} or nothing. The official chart sets it for FUSE, which works without.
 *
 * <p><b>Why:</b> with hostPID a container sees the processes of the whole node and, being root, their memory and
 * environment. No part of Alluxio looks at another process.
 *
 * <p><b>Source:</b> Alluxio issue 9018 and pull request 11652: clusters whose policy forbids hostPID refused the pods, and
 * removing it changed nothing; chart 0.6.6 made false the default.
 */
public final class HostPid implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "host-pid",
                    "With hostPID a container sees every process of the node; no part of Alluxio needs that, and many "
                            + "clusters refuse such pods.")
            .forRoles(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY, Role.LOGSERVER)
            .forAnyRelease("what a container sees of its node is Linux' affair");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.pod().map(pod -> pod.spec().at("hostPID")).ifPresent(hostPid -> {
            if (hostPid.isTrue()) {
                findings.at(hostPid).found("hostPID: true").wanted("no hostPID").fix("remove hostPID");
            }
        });
    }
}
