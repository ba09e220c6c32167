package alluxio.admission.policy;

import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import java.util.Comparator;
import java.util.List;

/**
 * One way in which an object breaks a rule. Texts are "" where there is none.
 *
 * @param severity {@code DENY} or {@code WARN}
 * @param path in the submitted object
 * @param container its name; "" when it is about no container
 * @param found what is there, shortly
 * @param wanted what should be
 * @param why it hurts
 * @param fix what to do
 * @param link to the rule's documentation
 */
public record Finding(
        String rule,
        RuleMode severity,
        FieldPath path,
        String container,
        String found,
        String wanted,
        String why,
        String fix,
        String link) {

    /** With the texts by which it is sorted, so that each is made once. */
    private record Sorted(Finding finding, String path) {
        private static final Comparator<Sorted> ORDER = Comparator.comparing((Sorted s) -> s.finding.severity)
                .thenComparing(s -> s.finding.rule)
                .thenComparing(Sorted::path)
                .thenComparing(s -> s.finding.container)
                .thenComparing(s -> s.finding.found);
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
        return new Identity(rule, path.toString(), container);
    }

    public Finding as(RuleMode otherSeverity) {
        return new Finding(rule, otherSeverity, path, container, found, wanted, why, fix, link);
    }

    Finding at(FieldPath otherPath) {
        return new Finding(rule, severity, otherPath, container, found, wanted, why, fix, link);
    }

    /** What is wrong and how to mend it, without the rule's id, the path and the link. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (!container.isEmpty()) {
            text.append("container \"").append(container).append("\": ");
        }
        if (!found.isEmpty()) {
            text.append("found ").append(found);
        }
        if (!wanted.isEmpty()) {
            text.append(found.isEmpty() ? "" : ", ").append("wanted ").append(wanted);
        }
        sentence(text, why);
        sentence(text, fix.isEmpty() ? "" : "Fix: " + fix);
        return text.toString();
    }

    private static void sentence(StringBuilder text, String sentence) {
        if (!sentence.isEmpty()) {
            String end = text.isEmpty() ? "" : text.charAt(text.length() - 1) == '.' ? " " : ". ";
            text.append(end).append(sentence);
        }
    }

    /** The whole of it, as {@code status.message} has it. */
    public String message() {
        return rule + " at " + (path.segments().isEmpty() ? "the object" : path) + ": " + text()
                + (link.isEmpty() ? "" : " (" + link + ")");
    }
}
