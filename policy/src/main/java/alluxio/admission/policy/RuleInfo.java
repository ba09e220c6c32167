package alluxio.admission.policy;

import alluxio.admission.model.alluxio.ReleaseScope;
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
 * @param why it hurts to break it, in one sentence that a user understands
 */
public record RuleInfo(String id, RuleMode mode, RuleScope scope, String why) {

    /** A rule about workloads with Alluxio 2 that refuses. */
    public static RuleInfo deny(String id, String why) {
        return new RuleInfo(id, RuleMode.DENY, RuleScope.workloads(), why);
    }

    /** A rule about workloads with Alluxio 2 that warns. */
    public static RuleInfo warn(String id, String why) {
        return new RuleInfo(id, RuleMode.WARN, RuleScope.workloads(), why);
    }

    /** The same, only for objects with a container of one of these roles. */
    public RuleInfo forRoles(Role... roles) {
        return with(scope.withRoles(Set.of(roles)));
    }

    /** The same, for these kinds only. */
    public RuleInfo forKinds(ObjectKind first, ObjectKind... more) {
        return with(scope.withKinds(EnumSet.of(first, more)));
    }

    /** The same, for these kinds only. */
    public RuleInfo forKinds(List<ObjectKind> kinds) {
        return with(scope.withKinds(Set.copyOf(kinds)));
    }

    /** The same, for the deletion of objects. */
    public RuleInfo forDeletions() {
        return with(scope.ofDeletions());
    }

    /**
     * The same, for any release of Alluxio.
     *
     * @param basis what makes the fact independent of Alluxio's release, as docs/rules.md says it
     */
    public RuleInfo forAnyRelease(String basis) {
        return with(scope.ofAnyRelease(basis));
    }

    private RuleInfo with(RuleScope other) {
        return new RuleInfo(id, mode, other, why);
    }

    /** The kinds of objects that it is evaluated for. */
    public Set<ObjectKind> kinds() {
        return scope.kinds();
    }

    /** It is evaluated for objects with a container of one of these; empty: for any object of the kinds. */
    public Set<Role> roles() {
        return scope.roles();
    }

    /** Whether it is evaluated for deletions only; else for creations and updates only. */
    public boolean deletions() {
        return scope.deletions();
    }

    /** Whether it is judged whatever the release of Alluxio. */
    public boolean isForAnyRelease() {
        return scope.releases() == ReleaseScope.ANY_RELEASE;
    }
}
