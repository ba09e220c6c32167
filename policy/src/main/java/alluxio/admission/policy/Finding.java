package alluxio.admission.policy;

import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import java.util.Comparator;
import java.util.List;

/**
 * One way in which an object breaks a rule. Texts are "" where there is none.
 *
 * @param rule its id
 * @param severity {@code DENY} or {@code WARN}
 * @param reference to the rule's documentation: an address or a command
 */
public record Finding(String rule, RuleMode severity, FindingLocation location, FindingMessage text, String reference) {

    /** With the text by which it is sorted, so that the text is made once. */
    private record Sorted(Finding finding, String path) {
        private static final Comparator<Sorted> ORDER = Comparator.comparing((Sorted s) -> s.finding.severity)
                .thenComparing(s -> s.finding.rule)
                .thenComparing(Sorted::path)
                .thenComparing(s -> s.finding.container())
                .thenComparing(s -> s.finding.found());
    }

    /** The gravest first, then by rule, path and container, each once: the same whatever the order of the rules. */
    static List<Finding> sorted(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new Sorted(finding, finding.path().toString()))
                .sorted(Sorted.ORDER)
                .map(Sorted::finding)
                .distinct()
                .toList();
    }

    /** What makes a finding the same one in the old and the new object. */
    public record Identity(String rule, String path, String container) {}

    public Identity identity() {
        return new Identity(rule, path().toString(), container());
    }

    public FieldPath path() {
        return location.path();
    }

    public String container() {
        return location.container();
    }

    public String found() {
        return text.found();
    }

    public String wanted() {
        return text.wanted();
    }

    public String why() {
        return text.why();
    }

    public String fix() {
        return text.fix();
    }

    public Finding withSeverity(RuleMode other) {
        return new Finding(rule, other, location, text, reference);
    }

    Finding withPath(FieldPath other) {
        return new Finding(rule, severity, new FindingLocation(other, container()), text, reference);
    }

    /** What is wrong, in which container, and how to fix it; without the rule's id, the path and the reference. */
    public String sentences() {
        return (container().isEmpty() ? "" : "container \"" + container() + "\": ") + text.sentences();
    }

    /** The whole of it, as {@code status.message} has it. */
    public String message() {
        return new FindingGroup(List.of(this)).message();
    }
}
