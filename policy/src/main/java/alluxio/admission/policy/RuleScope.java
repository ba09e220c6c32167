package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.ReleaseScope;
import alluxio.admission.model.alluxio.Role;
import java.util.Set;

/**
 * What a rule is about.
 *
 * @param kinds of objects that it is evaluated for
 * @param roles it is evaluated for objects with a container of one of these; empty: for any object of the kinds
 * @param deletions whether it is evaluated for deletions only; else for creations and updates only
 * @param releases for which its fact holds; containers of Alluxio of another release are not judged, and {@code explain} says so
 * @param basis why the fact holds for any release; "" for one of Alluxio 2
 */
public record RuleScope(
        Set<ObjectKind> kinds, Set<Role> roles, boolean deletions, ReleaseScope releases, String basis) {
    public RuleScope {
        kinds = Set.copyOf(kinds);
        roles = Set.copyOf(roles);
    }

    /** Workloads with Alluxio 2. */
    static RuleScope workloads() {
        return new RuleScope(Set.copyOf(ObjectKind.WORKLOADS), Set.of(), false, ReleaseScope.ALLUXIO_2, "");
    }

    RuleScope withKinds(Set<ObjectKind> other) {
        return new RuleScope(other, roles, deletions, releases, basis);
    }

    RuleScope withRoles(Set<Role> other) {
        return new RuleScope(kinds, other, deletions, releases, basis);
    }

    RuleScope ofDeletions() {
        return new RuleScope(kinds, roles, true, releases, basis);
    }

    RuleScope ofAnyRelease(String reason) {
        return new RuleScope(kinds, roles, deletions, ReleaseScope.ANY_RELEASE, reason);
    }

    /** Whether an object with these roles is one of those that it is about. */
    boolean concerns(Set<Role> ofObject) {
        return roles.isEmpty() || Iterables.any(roles, ofObject::contains);
    }
}
