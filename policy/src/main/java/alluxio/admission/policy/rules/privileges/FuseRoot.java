package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.OptionalInt;

/**
 * A container that mounts Alluxio by FUSE runs as root.
 *
 * <p><b>Restricted fields:</b> {@code runAsUser} and {@code runAsNonRoot} of FUSE containers, in the container's security
 * context or, where that says nothing, in the pod's; for workers with {@code alluxio.worker.fuse.enabled=true} and for
 * images that are not Alluxio's a warning.
 *
 * <p><b>Allowed values:</b> {@code runAsUser: 0} or nothing; {@code runAsNonRoot: false} or nothing.
 *
 * <p><b>Why:</b> another user may not mount with {@code allow_other}, as /etc/fuse.conf of the image does not allow it, and
 * may not make the mount point in a directory of the node. The usual cause is {@code runAsUser: 1000} of the pod, which the
 * worker's manifest has for good reason.
 *
 * <p><b>Source:</b> the FUSE manifests of 2.1 to 2.10 (all run as 0); Alluxio issues 12712, 12943 and 13789.
 */
public final class FuseRoot implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "fuse-root",
                    "Only root may mount FUSE for other users in Alluxio's image; as another user the daemon fails to "
                            + "mount and ends.")
            .forRoles(Role.FUSE, Role.WORKER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (FuseProcess fuse : FuseProcess.in(object)) {
            Container container = fuse.container();
            OptionalInt uid = container.security().uid();
            Field nonRoot = container.security().field("runAsNonRoot");
            if (uid.isPresent() && uid.getAsInt() != 0) {
                report(fuse, findings, container.security().field("runAsUser"), "runAsUser: " + uid.getAsInt());
            } else if (nonRoot.isTrue()) {
                report(fuse, findings, nonRoot, "runAsNonRoot: true");
            }
        }
    }

    private static void report(FuseProcess fuse, Findings findings, Field at, String found) {
        Container container = fuse.container();
        boolean ofPod = at.path()
                .equals(container.pod().spec().at("securityContext", at.name()).path());
        String here = found + (ofPod ? " in the pod's securityContext" : "");
        String fix = "set securityContext of the container to {privileged: true, runAsUser: 0, runAsGroup: 0"
                + (at.name().equals("runAsNonRoot") ? ", runAsNonRoot: false" : "") + "}";
        if (container.isAlluxioImage()) {
            fuse.finding(findings, at).found(here).wanted("runAsUser: 0").fix(fix);
        } else {
            // Another image may have user_allow_other in its /etc/fuse.conf.
            findings.at(container, at)
                    .asWarning()
                    .found(here)
                    .wanted("runAsUser: 0")
                    .fix(fix);
        }
    }
}
