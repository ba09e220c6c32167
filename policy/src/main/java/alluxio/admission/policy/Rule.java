package alluxio.admission.policy;

import java.util.List;

/**
 * One rule: total, pure, without state. One file is one rule; its doc comment says what it restricts, what is allowed, why,
 * and where that is known from.
 */
public interface Rule {

    RuleInfo info();

    /** What it wants to know of other objects; in constants. */
    default List<PeerIndex<?>> indices() {
        return List.of();
    }

    /**
     * Reports all that breaks the rule.
     *
     * @param object of one of the rule's kinds, with a container of one of its roles
     */
    void check(ReviewedObject object, Findings findings);
}
