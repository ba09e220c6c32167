package alluxio.admission.policy;

import alluxio.admission.model.Limits;
import alluxio.admission.model.configuration.RuleExemption;
import alluxio.admission.model.configuration.RuleMode;
import java.util.List;

/**
 * What the policy engine says about a review. Immutable.
 *
 * @param findings those that count, the gravest first; severity {@code DENY} refuses the object
 * @param exempted findings that do not count, as an exemption covers them
 * @param notJudged what rules could not tell, as they would have to see more
 * @param evaluated the ids of the rules that were evaluated, sorted
 * @param skipReason why no rule is evaluated; "" when rules are
 * @param errors rules that failed, which is a bug in alluxio-admission and refuses nothing
 */
public record PolicyResult(
        List<Finding> findings,
        List<Exempted> exempted,
        List<NotJudged> notJudged,
        List<String> evaluated,
        String skipReason,
        List<String> errors) {

    public PolicyResult {
        findings = Finding.sorted(findings);
        exempted = List.copyOf(exempted);
        notJudged = List.copyOf(notJudged);
        evaluated = List.copyOf(evaluated);
        errors = List.copyOf(errors);
    }

    /** @param exemption by which it does not count */
    public record Exempted(Finding finding, RuleExemption exemption) {}

    /** @param what is not seen */
    public record NotJudged(String rule, String what) {}

    static PolicyResult skipped(String why) {
        return new PolicyResult(List.of(), List.of(), List.of(), List.of(), why, List.of());
    }

    public boolean isDenied() {
        return findings.stream().anyMatch(finding -> finding.severity() == RuleMode.DENY);
    }

    public List<Finding> denied() {
        return of(RuleMode.DENY);
    }

    public List<Finding> warned() {
        return of(RuleMode.WARN);
    }

    private List<Finding> of(RuleMode severity) {
        return findings.stream().filter(f -> f.severity() == severity).toList();
    }

    /** The refusal in one text: a line for one problem, a numbered list for several; what is said of several places once. */
    public String message() {
        List<FindingGroup> problems = FindingGroup.of(denied());
        if (problems.size() == 1) {
            return problems.getFirst().message();
        }
        StringBuilder text = new StringBuilder(problems.size() + " problems:");
        for (int i = 0; i < Math.min(problems.size(), Limits.REPORTED_FINDINGS); i++) {
            text.append(" (").append(i + 1).append(") ").append(problems.get(i).message());
        }
        if (problems.size() > Limits.REPORTED_FINDINGS) {
            text.append(" and ")
                    .append(problems.size() - Limits.REPORTED_FINDINGS)
                    .append(" more");
        }
        return text.toString();
    }
}
