package alluxio.admission.policy;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.configuration.RuleMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The metadata of a rule: a constant of its class. The rest of its documentation is the class's doc comment, from which
 * docs/rules.md is generated.
 *
 * @param id stable, lower case with dashes; a contract with users
 * @param mode unless the configuration says otherwise: {@code DENY} only for what cannot be created, cannot start, or loses
 *     data
 * @param kinds of objects that it is evaluated for
 * @param roles it is evaluated for objects with a container of one of these; empty: for any object of the kinds
 * @param deletions whether it is evaluated for deletions only; else for creations and updates only
 * @param why it hurts to break it, in one sentence that a user understands
 */
public record RuleInfo(
        String id, RuleMode mode, Set<ObjectKind> kinds, Set<Role> roles, boolean deletions, String why) {
    public RuleInfo {
        kinds = Set.copyOf(kinds);
        roles = Set.copyOf(roles);
    }

    /** A rule about workloads that refuses. */
    public static RuleInfo deny(String id, String why) {
        return new RuleInfo(id, RuleMode.DENY, Set.copyOf(ObjectKind.WORKLOADS), Set.of(), false, why);
    }

    /** A rule about workloads that warns. */
    public static RuleInfo warn(String id, String why) {
        return new RuleInfo(id, RuleMode.WARN, Set.copyOf(ObjectKind.WORKLOADS), Set.of(), false, why);
    }

    /** The same, only for objects with a container of one of these roles. */
    public RuleInfo forRoles(Role first, Role... more) {
        return new RuleInfo(id, mode, kinds, EnumSet.of(first, more), deletions, why);
    }

    /** The same, for these kinds only. */
    public RuleInfo forKinds(ObjectKind first, ObjectKind... more) {
        return new RuleInfo(id, mode, EnumSet.of(first, more), roles, deletions, why);
    }

    /** The same, for these kinds only. */
    public RuleInfo forKinds(List<ObjectKind> kinds) {
        return new RuleInfo(id, mode, Set.copyOf(kinds), roles, deletions, why);
    }

    /** The same, for the deletion of objects. */
    public RuleInfo forDeletions() {
        return new RuleInfo(id, mode, kinds, roles, true, why);
    }
}
