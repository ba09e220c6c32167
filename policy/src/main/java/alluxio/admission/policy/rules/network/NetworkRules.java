package alluxio.admission.policy.rules.network;

import alluxio.admission.policy.Rule;
import java.util.List;

/** Names and addresses by which Alluxio's processes find each other. */
public final class NetworkRules {
    private NetworkRules() {}

    /** In the order of their names. */
    public static List<Rule> all() {
        return List.of(
                new DnsPolicy(),
                new HdfsHostAlias(),
                new MasterAddress(),
                new MasterClientHostname(),
                new NetworkPolicyEgress(),
                new NetworkPolicyPorts(),
                new UndefinedVariable(),
                new WorkerContainerHostname(),
                new WorkerHostname());
    }
}
