package alluxio.admission.policy.rules.privileges;

import alluxio.admission.policy.Rule;
import java.util.List;

/** What Alluxio's containers may do on the node. */
public final class PrivilegeRules {
    private PrivilegeRules() {}

    /** In the order of their names. */
    public static List<Rule> all() {
        return List.of(
                new CsiMountPropagation(),
                new ExcessPrivileges(),
                new FuseAllowOther(),
                new FuseArguments(),
                new FuseDevice(),
                new FuseMountParent(),
                new FuseMountPropagation(),
                new FusePrivileged(),
                new FuseRoot(),
                new FuseSidecarReaders(),
                new HostPid(),
                new PodSecurity());
    }
}
