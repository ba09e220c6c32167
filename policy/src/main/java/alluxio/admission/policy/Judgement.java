package alluxio.admission.policy;

import alluxio.admission.model.Limits;
import alluxio.admission.model.configuration.RuleExemption;
import alluxio.admission.model.configuration.RuleMode;
import java.util.List;

/**
 * What becomes of an object. Immutable.
 *
 * @param findings the gravest first; what is refused has the severity {@code DENY}
 * @param exempted findings that an exemption covers, which do not count
 * @param notJudged rules that would have had to see more, and what
 * @param asked the ids of the rules that were asked, sorted
 * @param passed why nothing is judged; "" when it is
 * @param internal rules that failed: a bug of ours, which is nobody's refusal
 */
public record Judgement(
        List<Finding> findings,
        List<Exempted> exempted,
        List<NotJudged> notJudged,
        List<String> asked,
        String passed,
        List<String> internal) {

    public Judgement {
        findings = Finding.sorted(findings);
        exempted = List.copyOf(exempted);
        notJudged = List.copyOf(notJudged);
        asked = List.copyOf(asked);
        internal = List.copyOf(internal);
    }

    /** @param exemption by which it does not count */
    public record Exempted(Finding finding, RuleExemption exemption) {}

    public record NotJudged(String rule, String what) {}

    static Judgement passed(String why) {
        return new Judgement(List.of(), List.of(), List.of(), List.of(), why, List.of());
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

    /** The refusal in one text: a line for one finding, a numbered list for several. */
    public String message() {
        List<Finding> denied = denied();
        if (denied.size() == 1) {
            return denied.getFirst().message();
        }
        StringBuilder text = new StringBuilder(denied.size() + " problems:");
        for (int i = 0; i < Math.min(denied.size(), Limits.REPORTED_FINDINGS); i++) {
            text.append(" (").append(i + 1).append(") ").append(denied.get(i).message());
        }
        if (denied.size() > Limits.REPORTED_FINDINGS) {
            text.append(" and ")
                    .append(denied.size() - Limits.REPORTED_FINDINGS)
                    .append(" more");
        }
        return text.toString();
    }
}
