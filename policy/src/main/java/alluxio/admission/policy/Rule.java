package alluxio.admission.policy;

import java.util.List;

/**
 * A rule: total, pure, and without state. A file has one rule; its doc comment says what it restricts, what is allowed, why,
 * and the source of the fact. docs/rules.md is generated from these comments.
 */
public interface Rule {

    /** Its metadata: always the same object. */
    RuleInfo info();

    /** The indices of other objects that it uses; always the same objects. */
    default List<PeerIndex<?>> indices() {
        return List.of();
    }

    /**
     * Reports each place that breaks the rule.
     *
     * @param object of one of the rule's kinds, with a container of one of its roles
     */
    void check(ReviewedObject object, Findings findings);
}
