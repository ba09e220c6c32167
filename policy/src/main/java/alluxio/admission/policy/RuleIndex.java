package alluxio.admission.policy;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.AdmissionOperation;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the rules that can concern an object by its kind, the roles of its containers and the operation, so that a review
 * looks at no others. Immutable.
 */
final class RuleIndex {

    /** The positions of the rules of one kind of object: those for any object of it, and those for a container's role. */
    private static final class Positions {
        private final BitSet ofAnyRole = new BitSet();
        private final Map<Role, BitSet> byRole = new EnumMap<>(Role.class);

        private void add(int position, Set<Role> roles) {
            if (roles.isEmpty()) {
                ofAnyRole.set(position);
            }
            roles.forEach(
                    role -> byRole.computeIfAbsent(role, _ -> new BitSet()).set(position));
        }

        private BitSet of(Set<Role> roles) {
            BitSet all = (BitSet) ofAnyRole.clone();
            roles.forEach(role -> all.or(byRole.getOrDefault(role, new BitSet())));
            return all;
        }
    }

    private final List<Rule> rules;
    private final Map<ObjectKind, Positions> ofDeletions = new EnumMap<>(ObjectKind.class);
    private final Map<ObjectKind, Positions> ofChanges = new EnumMap<>(ObjectKind.class);

    /** @param rules in the order in which they are found */
    RuleIndex(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        for (int position = 0; position < rules.size(); position++) {
            RuleInfo info = rules.get(position).info();
            Map<ObjectKind, Positions> byKind = info.deletions() ? ofDeletions : ofChanges;
            for (ObjectKind kind : info.kinds()) {
                byKind.computeIfAbsent(kind, _ -> new Positions()).add(position, info.roles());
            }
        }
    }

    /** @param roles of the containers that the object runs */
    List<Rule> find(ObjectKind kind, Set<Role> roles, AdmissionOperation operation) {
        Map<ObjectKind, Positions> byKind = operation == AdmissionOperation.DELETE ? ofDeletions : ofChanges;
        return byKind.getOrDefault(kind, new Positions()).of(roles).stream()
                .mapToObj(rules::get)
                .toList();
    }
}
