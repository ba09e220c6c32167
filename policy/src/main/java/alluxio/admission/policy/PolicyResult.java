package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.Limits;
import alluxio.admission.model.configuration.RuleExemption;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.policy.Finding.Identity;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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

    /** No rule was evaluated. */
    public static PolicyResult skipped(String why) {
        return new PolicyResult(List.of(), List.of(), List.of(), List.of(), why, List.of());
    }

    /** The results for parts of one object as that of the object: skipped only if all of them are. */
    public static PolicyResult merged(List<PolicyResult> parts) {
        return new PolicyResult(
                parts.stream().flatMap(part -> part.findings().stream()).toList(),
                parts.stream().flatMap(part -> part.exempted().stream()).toList(),
                parts.stream()
                        .flatMap(part -> part.notJudged().stream())
                        .distinct()
                        .toList(),
                parts.stream()
                        .flatMap(part -> part.evaluated().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                Iterables.all(parts, PolicyResult::isSkipped)
                        ? parts.stream()
                                .map(PolicyResult::skipReason)
                                .findFirst()
                                .orElse("")
                        : "",
                parts.stream()
                        .flatMap(part -> part.errors().stream())
                        .distinct()
                        .toList());
    }

    /** The same with findings whose paths begin with this one: the result for a part of an object. */
    public PolicyResult under(FieldPath path) {
        return new PolicyResult(
                Iterables.map(findings, f -> f.withPath(path.then(f.path()))),
                Iterables.map(
                        exempted,
                        e -> new Exempted(
                                e.finding().withPath(path.then(e.finding().path())), e.exemption())),
                notJudged,
                evaluated,
                skipReason,
                errors);
    }

    /** Whether no rule was evaluated, so that nothing is known of the object. */
    public boolean isSkipped() {
        return !skipReason.isEmpty();
    }

    /**
     * The same in a live cluster: a denial that the object does not get alone rests on others and is a warning, unless data is
     * lost.
     *
     * @param alone the result for the same review without a look at other objects
     * @param seen the first few other objects that were looked at
     */
    PolicyResult inCluster(PolicyResult alone, List<ObjectReference> seen) {
        Set<Identity> deniedAlone = Set.copyOf(Iterables.map(alone.denied(), Finding::identity));
        return mapDenied(finding -> {
            if (deniedAlone.contains(finding.identity())) {
                return finding.ofObjectAlone();
            }
            return finding.needsConfirmation() ? finding : finding.asSeenInCluster(seen);
        });
    }

    /** The other objects that denials rest on: each is to be confirmed by a live read. */
    public List<ObjectReference> unconfirmed() {
        return Iterables.distinct(
                Iterables.mapPresent(Iterables.filter(findings, Finding::needsConfirmation), Finding::restsOn));
    }

    /**
     * The same with warnings in place of the denials that rest on an object which is not confirmed.
     *
     * @param isConfirmed whether a live read has found the object with this resourceVersion
     */
    public PolicyResult withUnconfirmedAsWarnings(Predicate<ObjectReference> isConfirmed) {
        return mapDenied(finding -> !finding.needsConfirmation()
                        || finding.restsOn().filter(isConfirmed).isPresent()
                ? finding
                : finding.asSeenInCluster(List.of()));
    }

    private PolicyResult mapDenied(UnaryOperator<Finding> change) {
        List<Finding> changed = Iterables.map(
                findings, finding -> finding.severity() == RuleMode.DENY ? change.apply(finding) : finding);
        return new PolicyResult(changed, exempted, notJudged, evaluated, skipReason, errors);
    }

    public boolean isDenied() {
        return Iterables.any(findings, finding -> finding.severity() == RuleMode.DENY);
    }

    public List<Finding> denied() {
        return of(RuleMode.DENY);
    }

    public List<Finding> warned() {
        return of(RuleMode.WARN);
    }

    private List<Finding> of(RuleMode severity) {
        return Iterables.filter(findings, f -> f.severity() == severity);
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
