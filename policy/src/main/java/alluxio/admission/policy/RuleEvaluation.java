package alluxio.admission.policy;

import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.view.ExistingPaths;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Evaluates rules for one object and collects what they say. A rule that throws keeps no other rule from its say. */
final class RuleEvaluation {
    private final PolicySettings settings;
    private final RuleDocumentation documentation;
    private final ReviewedObject object;
    private final ExistingPaths existing;
    private final List<Finding> findings = new ArrayList<>();
    private final List<PolicyResult.NotJudged> notJudged = new ArrayList<>();
    private final List<String> evaluated = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    /** @param submitted the object before the injection, which findings point into */
    RuleEvaluation(
            PolicySettings settings, RuleDocumentation documentation, ReviewedObject object, ObjectNode submitted) {
        this.settings = settings;
        this.documentation = documentation;
        this.object = object;
        this.existing = new ExistingPaths(submitted, object.root().budget());
    }

    /**
     * Evaluates those of the rules that are not switched off here.
     *
     * @throws BudgetExceededException when the budget is spent before all rules are evaluated
     */
    RuleEvaluation evaluate(List<Rule> rules) {
        for (Rule rule : rules) {
            RuleInfo info = rule.info();
            RuleMode mode = settings.mode(info.id(), object.namespace(), info.mode());
            if (mode != RuleMode.OFF) {
                evaluated.add(info.id());
                evaluate(rule, mode);
            }
        }
        return this;
    }

    private void evaluate(Rule rule, RuleMode mode) {
        RuleInfo info = rule.info();
        Findings reported = new Findings(info, mode, documentation, object);
        try {
            rule.check(object, reported);
        } catch (BudgetExceededException e) {
            throw e; // not a bug of the rule, and there is no decision
        } catch (RuntimeException | StackOverflowError e) {
            errors.add(info.id() + ": " + e.getClass().getSimpleName());
            return;
        }
        reported.findings().forEach(finding -> findings.add(finding.withPath(existing.cut(finding.path()))));
        reported.notJudged().forEach(what -> notJudged.add(new PolicyResult.NotJudged(info.id(), what)));
    }

    List<Finding> findings() {
        return findings;
    }

    List<PolicyResult.NotJudged> notJudged() {
        return notJudged;
    }

    /** The ids of the rules that were evaluated. */
    List<String> evaluated() {
        return evaluated;
    }

    /** The ids of the rules that failed, each with the exception's name. */
    List<String> errors() {
        return errors;
    }
}
