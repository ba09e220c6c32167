package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.app.manifest.ManifestValidator.ObjectResult;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.PolicyResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What each rule says of an object: refused, warned, exempt, not judged or passed; the gravest first. */
final class ExplainPolicy {
    private static final String NOT_JUDGED = "not judged";

    private record Line(String rule, String outcome, String path, String reason) {}

    private final Console console;

    ExplainPolicy(Console console) {
        this.console = console;
    }

    void text(ExplanationTable columns, ObjectResult result) {
        PolicyResult judgement = result.judgement();
        if (judgement.evaluated().isEmpty() && judgement.findings().isEmpty()) {
            return;
        }
        columns.line(0, console.paint(Tone.TITLE, result.source() + ": " + result.object() + ", rules"));
        Map<String, List<String>> notJudged = new LinkedHashMap<>();
        for (Line line : lines(judgement)) {
            if (line.outcome().equals(NOT_JUDGED)) {
                notJudged.computeIfAbsent(line.reason(), _ -> new ArrayList<>()).add(line.rule());
                continue;
            }
            columns.row(2, paint(line.outcome()), line.rule() + (line.path().isEmpty() ? "" : " at " + line.path()));
            if (!line.reason().isEmpty()) {
                columns.row(2, "", line.reason());
            }
        }
        notJudged.forEach((reason, rules) -> {
            columns.row(2, paint(NOT_JUDGED), String.join(", ", rules));
            columns.row(2, "", reason);
        });
        String passed = String.join(", ", passed(judgement));
        if (!passed.isEmpty()) {
            columns.row(2, paint("passed"), passed);
        }
        columns.blank();
    }

    void json(ArrayNode objects, ObjectResult result) {
        PolicyResult judgement = result.judgement();
        ObjectNode json = objects.addObject().put("source", result.source());
        json.putObject("object")
                .put("kind", result.kind())
                .put("namespace", result.namespace())
                .put("name", result.name());
        json.put(
                "verdict",
                judgement.isDenied() ? "refused" : judgement.skipReason().isEmpty() ? "allowed" : "not asked");
        ExplainJson.put(json, "reason", judgement.skipReason());
        ArrayNode rules = json.putArray("rules");
        lines(judgement).forEach(line -> {
            ObjectNode entry = rules.addObject().put("rule", line.rule()).put("outcome", line.outcome());
            ExplainJson.put(entry, "path", line.path());
            ExplainJson.put(entry, "reason", line.reason());
        });
        passed(judgement)
                .forEach(rule -> rules.addObject()
                        .put("rule", rule)
                        .put("outcome", "passed")
                        .putNull("path")
                        .putNull("reason"));
    }

    private static List<Line> lines(PolicyResult judgement) {
        List<Line> lines = new ArrayList<>();
        for (Finding finding : judgement.findings()) {
            String outcome = finding.severity() == RuleMode.DENY ? "refused" : "warned";
            lines.add(new Line(finding.rule(), outcome, finding.path().toString(), finding.sentences()));
        }
        judgement
                .exempted()
                .forEach(e -> lines.add(new Line(
                        e.finding().rule(),
                        "exempt",
                        e.finding().path().toString(),
                        "until " + e.exemption().until() + ": " + e.exemption().reason())));
        judgement.notJudged().forEach(n -> lines.add(new Line(n.rule(), NOT_JUDGED, "", n.what())));
        judgement.errors().forEach(problem -> lines.add(new Line(problem, "failed", "", "a bug in alluxio-admission")));
        return lines;
    }

    private static List<String> passed(PolicyResult judgement) {
        TreeMap<String, String> others = new TreeMap<>();
        lines(judgement).forEach(line -> others.put(line.rule(), line.outcome()));
        return judgement.evaluated().stream()
                .filter(rule -> !others.containsKey(rule))
                .toList();
    }

    private String paint(String outcome) {
        return switch (outcome) {
            case "passed" -> console.paint(Tone.GOOD, outcome);
            case "refused", "failed" -> console.paint(Tone.BAD, outcome);
            case "warned" -> console.paint(Tone.CAREFUL, outcome);
            default -> console.paint(Tone.QUIET, outcome);
        };
    }
}
