package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Optional;
import java.util.Set;

/**
 * Alluxio's servers run without privileges.
 *
 * <p><b>Restricted fields:</b> {@code securityContext.privileged} and {@code securityContext.capabilities.add} of masters,
 * job masters, workers, job workers, proxies and log servers.
 *
 * <p><b>Allowed values:</b> {@code privileged} false or absent, and no SYS_ADMIN. A worker with
 * {@code alluxio.worker.fuse.enabled=true} needs both.
 *
 * <p><b>Why:</b> an attacker who gets into a privileged container owns the node. Only what mounts FUSE needs that.
 *
 * <p><b>Source:</b> the manifests of 2.0 to 2.10: only FUSE, and workers with {@code worker.fuseEnabled}, are privileged.
 */
public final class ExcessPrivileges implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "excess-privileges",
                    "A privileged container owns its node; of Alluxio only what mounts by FUSE needs that.")
            .forRoles(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.PROXY, Role.LOGSERVER);

    private static final Set<String> MOUNTING = Set.of("SYS_ADMIN", "CAP_SYS_ADMIN", "ALL");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.containers(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.PROXY, Role.LOGSERVER)
                .forEach(server -> excess(server).ifPresent(field -> judge(server, field, findings)));
    }

    /** The gravest one: who is privileged has every capability. */
    private static Optional<Field> excess(Container server) {
        Field context = server.field().at("securityContext");
        Field add = context.at("capabilities", "add");
        if (server.security().isPrivileged()) {
            return Optional.of(context.at("privileged"));
        }
        return Optional.of(add).filter(a -> Iterables.any(a.strings(), MOUNTING::contains));
    }

    private static void judge(Container server, Field field, Findings findings) {
        if (server.is(Role.WORKER)) {
            JvmOptions properties = server.options();
            if (properties.isTrue(PropertyKeys.WORKER_FUSE_ENABLED)) {
                return;
            }
            if (!properties.isComplete()) {
                findings.notJudged(server, PropertyKeys.WORKER_FUSE_ENABLED + " may be in " + properties.unseenText());
                return;
            }
        }
        boolean privileged = field.name().equals("privileged");
        findings.at(server, field)
                .found(privileged ? "privileged: true" : "capabilities.add: " + MessageText.list(field.strings()))
                .wanted(privileged ? "no privileged" : "no SYS_ADMIN")
                .fix(
                        privileged
                                ? "remove privileged, and the capabilities, from the container's securityContext"
                                : "remove the capability from the container's securityContext");
    }
}
