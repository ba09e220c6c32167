package alluxio.admission.policy.rules.network;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;

/**
 * A master does not tell clients where they are.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.user.hostname} and {@code alluxio.locality.node} of masters.
 *
 * <p><b>Allowed values:</b> nothing. They belong to the variables of FUSE and of clients, one value for each node.
 *
 * <p><b>Why:</b> clients take the master's values for what they do not set themselves. All of them then believe that they
 * are on one node, or on none, and read from a distant worker, or fail at a socket that does not exist.
 *
 * <p><b>Source:</b> {@code DefaultMetaMaster.getConfiguration}; chart 0.6.5 (2.3.0) with FUSE had it in
 * {@code ALLUXIO_JAVA_OPTS}, which the master reads too.
 */
public final class MasterClientHostname implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "master-client-hostname",
                    "Clients take over the master's settings, so all of them believe that they "
                            + "are on one node, or on none.")
            .forRoles(Role.MASTER);

    private static final List<String> KEYS = List.of(PropertyKeys.USER_HOSTNAME, PropertyKeys.LOCALITY_NODE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container master : object.processes(Role.MASTER)) {
            for (String key : KEYS) {
                master.options()
                        .get(key)
                        .ifPresent(set -> findings.at(master, set.origin())
                                .found(key + " in " + set.source() + " of a master")
                                .wanted("no " + key)
                                .fix("move -D" + key + " to ALLUXIO_FUSE_JAVA_OPTS or to the clients"));
            }
        }
    }
}
