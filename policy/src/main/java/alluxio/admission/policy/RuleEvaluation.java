package alluxio.admission.policy;

import alluxio.admission.model.Limits;
import alluxio.admission.model.NoDecisionException;
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
    private final ReviewedObject ofAnyRelease;
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
        this.ofAnyRelease = object.inAnyRelease();
        this.existing = new ExistingPaths(submitted, object.root().budget());
    }

    /**
     * Evaluates those of the rules that are not switched off here.
     *
     * @throws alluxio.admission.model.BudgetExceededException when the budget is spent before all rules are evaluated
     */
    RuleEvaluation evaluate(List<Rule> rules) {
        for (Rule rule : rules) {
            RuleInfo info = rule.info();
            RuleMode mode = settings.mode(info.id(), object.namespace(), info.mode());
            if (mode != RuleMode.OFF) {
                evaluate(rule, mode);
            }
        }
        return this;
    }

    /** For the releases of Alluxio for which the rule's fact holds; of the others it says that they are not judged. */
    private void evaluate(Rule rule, RuleMode mode) {
        RuleInfo info = rule.info();
        if (info.isForAnyRelease()) {
            evaluate(rule, mode, ofAnyRelease);
            return;
        }
        List<OtherRelease> others = OtherRelease.in(object);
        int said = 0;
        for (OtherRelease other : others) {
            if (said < Limits.REPORTED_FINDINGS && other.concerns(info.roles())) {
                notJudged.add(new PolicyResult.NotJudged(info.id(), other.whyNotJudged()));
                said++;
            }
        }
        boolean isOfOther = object.pod().isEmpty() && !others.isEmpty();
        if (info.scope().concerns(object.roles()) && !isOfOther) {
            evaluate(rule, mode, object);
        }
    }

    private void evaluate(Rule rule, RuleMode mode, ReviewedObject object) {
        RuleInfo info = rule.info();
        evaluated.add(info.id());
        Findings reported = new Findings(info, mode, documentation, object);
        List<String> unseen;
        try {
            unseen = object.unseen()
                    .trace(() -> {
                        rule.check(object, reported);
                        return info;
                    })
                    .unseen();
        } catch (NoDecisionException e) {
            throw e; // not a bug of the rule, and there is no decision
        } catch (RuntimeException | StackOverflowError e) {
            errors.add(info.id() + ": " + e.getClass().getSimpleName());
            return;
        }
        reported.findings().forEach(finding -> findings.add(finding.withPath(existing.cut(finding.path()))));
        reported.notJudged(unseen).forEach(what -> notJudged.add(new PolicyResult.NotJudged(info.id(), what)));
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
