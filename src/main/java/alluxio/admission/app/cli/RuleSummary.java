package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestValidator.ObjectResult;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.policy.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many objects each rule refuses and warns about: a table, the rules that refuse most first. */
final class RuleSummary {
    private record Row(String rule, int refused, int warned) {
        Row plus(boolean denied) {
            return new Row(rule, refused + (denied ? 1 : 0), warned + (denied ? 0 : 1));
        }
    }

    private RuleSummary() {}

    static List<String> of(List<ObjectResult> results) {
        Map<String, Row> rows = new TreeMap<>();
        for (ObjectResult result : results) {
            Map<String, Boolean> denied = new TreeMap<>();
            for (Finding finding : result.judgement().findings()) {
                denied.merge(finding.rule(), finding.severity() == RuleMode.DENY, Boolean::logicalOr);
            }
            denied.forEach((rule, isDenied) ->
                    rows.put(rule, rows.getOrDefault(rule, new Row(rule, 0, 0)).plus(isDenied)));
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        int width = Math.max(
                4, rows.keySet().stream().mapToInt(String::length).max().orElse(0));
        List<String> lines = new ArrayList<>();
        lines.add(line(width, "rule", "objects refused", "warned about"));
        rows.values().stream()
                .sorted(Comparator.comparingInt(Row::refused)
                        .thenComparingInt(Row::warned)
                        .reversed()
                        .thenComparing(Row::rule))
                .forEach(row -> lines.add(
                        line(width, row.rule(), Integer.toString(row.refused()), Integer.toString(row.warned()))));
        return lines;
    }

    private static String line(int width, String rule, String refused, String warned) {
        return String.format(Locale.ROOT, "%-" + width + "s  %15s  %12s", rule, refused, warned);
    }
}
