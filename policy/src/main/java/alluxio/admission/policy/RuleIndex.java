package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.AdmissionOperation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the rules that can concern an object by its kind, the roles of its containers and the operation, so that a review
 * looks at no others. Immutable.
 */
final class RuleIndex {
    private final Map<ObjectKind, List<Rule>> ofDeletions = new EnumMap<>(ObjectKind.class);
    private final Map<ObjectKind, List<Rule>> ofChanges = new EnumMap<>(ObjectKind.class);

    /** @param rules in the order in which they are found */
    RuleIndex(List<Rule> rules) {
        for (Rule rule : rules) {
            RuleInfo info = rule.info();
            Map<ObjectKind, List<Rule>> byKind = info.deletions() ? ofDeletions : ofChanges;
            for (ObjectKind kind : info.kinds()) {
                byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(rule);
            }
        }
    }

    /** @param roles of the containers that the object runs */
    List<Rule> find(ObjectKind kind, Set<Role> roles, AdmissionOperation operation) {
        Map<ObjectKind, List<Rule>> byKind = operation == AdmissionOperation.DELETE ? ofDeletions : ofChanges;
        return Iterables.filter(
                byKind.getOrDefault(kind, List.of()),
                rule -> rule.info().scope().concerns(roles));
    }
}
