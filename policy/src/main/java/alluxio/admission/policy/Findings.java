package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.Limits;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Field;
import alluxio.admission.policy.view.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What one rule says about one object. */
public final class Findings {
    /** The longest text of a finding, in characters: what it quotes from the object may have any length. */
    private static final int LONGEST_TEXT = 2000;

    /** What a finding costs: its path, and its place among the others. */
    private static final int STEPS = 16;

    private final RuleInfo rule;
    private final RuleMode mode;
    private final Budget budget;
    private final String link;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notJudged = new ArrayList<>();
    private int unjudged;

    /** @param mode in which the rule is here */
    Findings(RuleInfo rule, RuleMode mode, Budget budget) {
        this.rule = rule;
        this.mode = mode;
        this.link = rule.link();
        this.budget = budget;
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
        notJudged("container \"" + Texts.cut(container.name()) + "\": not seen: ", unseen);
    }

    /** The rule would need to know something that is not seen. */
    public void notJudged(String unseen) {
        notJudged("not seen: ", unseen);
    }

    private void notJudged(String what, String unseen) {
        budget.spendText(unseen.length());
        unjudged++;
        if (unjudged <= Limits.REPORTED_FINDINGS) {
            notJudged.add(what + Texts.cut(unseen, LONGEST_TEXT));
        }
    }

    private void add(RuleMode severity, String container, Field at, String found, String wanted, String fix) {
        budget.spend(STEPS);
        budget.spendText(found.length() + wanted.length() + fix.length());
        findings.add(new Finding(
                rule.id(),
                severity,
                at.path(),
                Texts.cut(container),
                Texts.cut(found, LONGEST_TEXT),
                Texts.cut(wanted, LONGEST_TEXT),
                rule.why(),
                Texts.cut(fix, LONGEST_TEXT),
                link));
    }

    List<Finding> findings() {
        return findings;
    }

    /** The first few, and how many more. */
    List<String> notJudged() {
        int more = unjudged - notJudged.size();
        return more == 0
                ? notJudged
                : Stream.concat(notJudged.stream(), Stream.of("and " + more + " more"))
                        .toList();
    }
}
