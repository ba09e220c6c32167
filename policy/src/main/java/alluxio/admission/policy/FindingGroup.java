package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.view.MessageText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Findings of one rule that say the same about several places, so that messages say it once.
 *
 * @param findings at least one
 */
public record FindingGroup(List<Finding> findings) {
    private record Key(String rule, RuleMode severity, FindingMessage text) {}

    public FindingGroup {
        findings = List.copyOf(findings);
    }

    /** In the order of the first finding of each group. */
    public static List<FindingGroup> of(List<Finding> findings) {
        Map<Key, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Key key = new Key(finding.rule(), finding.severity(), finding.text());
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(finding);
        }
        return Iterables.map(groups.values(), FindingGroup::new);
    }

    /** What all of them say. */
    public FindingMessage text() {
        return findings.getFirst().text();
    }

    public String rule() {
        return findings.getFirst().rule();
    }

    /** The whole of it: rule, places, containers, what was found and wanted, why it hurts, the fix, and the reference. */
    public String message() {
        String reference = findings.getFirst().reference();
        return heading() + ": " + containers() + text().sentences()
                + (reference.isEmpty() ? "" : " (" + reference + ")");
    }

    /** Only rule, places and fix, for where little room is left; where there is no fix, all that the finding says. */
    public String brief() {
        return heading() + ": " + (text().fix().isEmpty() ? text().sentences() : text().fix());
    }

    /** The rule and the places: {@code host-pid at spec.hostPID}. */
    public String heading() {
        return rule() + " at " + quoted(Iterables.map(findings, FindingGroup::place));
    }

    private static String place(Finding finding) {
        return finding.path().segments().isEmpty()
                ? "the object"
                : finding.path().toString();
    }

    private String containers() {
        String names = quoted(Iterables.mapPresent(
                findings,
                finding -> Optional.of(finding.container())
                        .filter(name -> !name.isEmpty())
                        .map(name -> "\"" + name + "\"")));
        return names.isEmpty() ? "" : (names.contains("\", \"") ? "containers " : "container ") + names + ": ";
    }

    private static String quoted(List<String> names) {
        return MessageText.list(Iterables.distinct(names));
    }
}
