package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.RuleInfo;
import java.util.List;

/** Containers that are one JVM of Alluxio's, whatever it does. */
final class JvmContainers {
    private static final Role[] ALL = {
        Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY, Role.LOGSERVER
    };

    private JvmContainers() {}

    /** The same rule, asked about these. */
    static RuleInfo only(RuleInfo info) {
        return info.forRoles(ALL);
    }

    static List<Container> of(ReviewedObject object) {
        return object.containers(ALL);
    }
}
