package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * A container that mounts Alluxio by FUSE is privileged.
 *
 * <p><b>Restricted fields:</b> {@code securityContext.privileged} of FUSE containers, and of workers with
 * {@code alluxio.worker.fuse.enabled=true} (a warning, as such a worker still serves).
 *
 * <p><b>Allowed values:</b> {@code true}. A container that adds SYS_ADMIN and gets /dev/fuse from a device plugin (a limit
 * on a resource such as {@code example.com/fuse}) may do without.
 *
 * <p><b>Why:</b> without it the kernel gives the container neither /dev/fuse nor mount(2); the daemon ends at once. Mount
 * propagation to other containers is only for privileged ones, too.
 *
 * <p><b>Source:</b> the FUSE manifests of 2.0 to 2.10; Alluxio issues 12712, 12943 and 13789; API validation of
 * {@code mountPropagation}.
 */
public final class FusePrivileged implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "fuse-privileged",
                    "A container that is not privileged may not open /dev/fuse or mount anything, so the FUSE daemon ends "
                            + "at once.")
            .forRoles(Role.FUSE, Role.WORKER)
            .forAnyRelease("Linux lets no other container open /dev/fuse and mount");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (FuseProcess fuse : FuseProcess.in(object)) {
            Container container = fuse.container();
            if (!container.security().isPrivileged() && !hasDevice(container)) {
                Field privileged = container.field().at("securityContext", "privileged");
                fuse.finding(findings, privileged)
                        .found(
                                privileged.exists()
                                        ? "privileged: " + privileged.shown()
                                        : "no securityContext.privileged")
                        .wanted("privileged: true")
                        .fix("set securityContext.privileged: true in the container");
            }
        }
    }

    private static boolean hasDevice(Container container) {
        boolean mounts = Iterables.any(
                container.field().at("securityContext", "capabilities", "add").strings(),
                name -> name.equals("SYS_ADMIN") || name.equals("CAP_SYS_ADMIN"));
        return mounts
                && Iterables.any(
                        container.field().at("resources", "limits").members(),
                        limit -> limit.name().contains("/") && limit.name().contains("fuse"));
    }
}
