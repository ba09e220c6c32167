package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.stream.Stream;

/** Containers that are one JVM of Alluxio's, whatever it does. */
final class JvmContainers {
    private static final Role FIRST = Role.MASTER;
    private static final List<Role> MORE =
            List.of(Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY, Role.LOGSERVER);

    private JvmContainers() {}

    /** The same rule, asked about these. */
    static RuleInfo only(RuleInfo info) {
        return info.forRoles(FIRST, MORE.toArray(Role[]::new));
    }

    static List<Container> of(ReviewedObject object) {
        return object.containers(Stream.concat(Stream.of(FIRST), MORE.stream()).toArray(Role[]::new));
    }
}
