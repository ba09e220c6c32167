package alluxio.admission.policy;

import alluxio.admission.model.RuleMode;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Field;
import java.util.ArrayList;
import java.util.List;

/** What one rule says about one object. */
public final class Findings {
    private final RuleInfo rule;
    private final RuleMode mode;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notJudged = new ArrayList<>();

    /** @param mode in which the rule is here */
    Findings(RuleInfo rule, RuleMode mode) {
        this.rule = rule;
        this.mode = mode;
    }

    /**
     * @param at what is wrong, or would have to be there; a path that is not in the submitted object is cut to what is
     * @param found such as {@code hostPID: true}
     * @param wanted such as {@code no hostPID}
     * @param fix as a command to the user
     */
    public void report(Container container, Field at, String found, String wanted, String fix) {
        add(mode, container.name(), at, found, wanted, fix);
    }

    /** Of the pod or the object itself. */
    public void report(Field at, String found, String wanted, String fix) {
        add(mode, "", at, found, wanted, fix);
    }

    /** A lesser case of the rule: a warning whatever its mode. */
    public void warn(Container container, Field at, String found, String wanted, String fix) {
        add(RuleMode.WARN, container.name(), at, found, wanted, fix);
    }

    /** A lesser case of the rule, of the pod or the object itself. */
    public void warn(Field at, String found, String wanted, String fix) {
        add(RuleMode.WARN, "", at, found, wanted, fix);
    }

    /** The rule would need to know something that is not seen. */
    public void notJudged(Container container, String unseen) {
        notJudged.add(container + ": not seen: " + unseen);
    }

    /** The rule would need to know something that is not seen. */
    public void notJudged(String unseen) {
        notJudged.add("not seen: " + unseen);
    }

    private void add(RuleMode severity, String container, Field at, String found, String wanted, String fix) {
        findings.add(
                new Finding(rule.id(), severity, at.path(), container, found, wanted, rule.why(), fix, rule.link()));
    }

    List<Finding> findings() {
        return findings;
    }

    List<String> notJudged() {
        return notJudged;
    }
}
