package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.app.manifest.ManifestValidator.ObjectResult;
import alluxio.admission.app.manifest.TemplateValidation;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.FindingGroup;
import alluxio.admission.policy.FindingMessage;
import alluxio.admission.policy.PolicyResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Findings for people: what, where, why and how to fix it; the gravest first. */
final class TextReport {
    private final Console console;
    private final List<String> lines = new ArrayList<>();

    TextReport(Console console) {
        this.console = console;
    }

    /** @param details whether findings are shown, or only how many there are */
    List<String> of(List<ObjectResult> results, boolean details) {
        if (details) {
            results.forEach(this::result);
        }
        long found = results.stream()
                .filter(result -> !result.judgement().findings().isEmpty())
                .count();
        if (found > 1 || !details) {
            List<String> summary = RuleSummary.of(results);
            summary.forEach(row -> line("", row));
            if (!summary.isEmpty()) {
                line("", "");
            }
        }
        long denied = results.stream().filter(r -> r.judgement().isDenied()).count();
        long warned = results.stream()
                .filter(r ->
                        !r.judgement().isDenied() && !r.judgement().warned().isEmpty())
                .count();
        List<ObjectResult> skipped =
                results.stream().filter(r -> r.judgement().isSkipped()).toList();
        notJudged(skipped);
        line(
                "",
                counted(results.size(), "object") + ": " + denied + " refused, " + warned + " with warnings, "
                        + (results.size() - denied - warned - skipped.size()) + " fine"
                        + (skipped.isEmpty() ? "" : ", " + skipped.size() + " not judged"));
        return List.copyOf(lines);
    }

    /** Kinds that no rule is about are counted; of any other object the reason is said. */
    private void notJudged(List<ObjectResult> skipped) {
        Map<String, Integer> kinds = new TreeMap<>();
        for (ObjectResult result : skipped) {
            String reason = result.judgement().skipReason();
            if (reason.equals(TemplateValidation.NO_RULE)) {
                kinds.merge(result.kind().isEmpty() ? "(no kind)" : result.kind(), 1, Integer::sum);
            } else {
                line("", result.object() + ": " + console.paint(Tone.CAREFUL, "not judged") + ": " + reason);
            }
        }
        if (!kinds.isEmpty()) {
            List<String> counts = new ArrayList<>();
            kinds.forEach((kind, count) -> counts.add(count + " " + kind));
            line("", "not judged, as no rule is about their kind: " + MessageText.list(counts));
        }
    }

    private void result(ObjectResult result) {
        PolicyResult judgement = result.judgement();
        if (judgement.findings().isEmpty() && judgement.exempted().isEmpty()) {
            return;
        }
        String verdict = judgement.isDenied()
                ? console.paint(Tone.BAD, "refused")
                : judgement.findings().isEmpty()
                        ? console.paint(Tone.QUIET, "exempted")
                        : console.paint(Tone.CAREFUL, "warned about");
        line("", result.object() + ": " + verdict);
        Map<Finding, String> lines = new HashMap<>();
        result.findings().forEach(found -> lines.put(found.finding(), found.place()));
        FindingGroup.of(judgement.findings()).forEach(problem -> problem(result.source(), problem, lines));
        judgement
                .exempted()
                .forEach(e -> line(
                        "  ",
                        console.paint(Tone.QUIET, "exempt") + " from "
                                + e.finding().rule() + " until " + e.exemption().until() + ": "
                                + e.exemption().reason()));
        line("", "");
    }

    /** What is found in several places is printed once, below all of them. */
    private void problem(String source, FindingGroup problem, Map<Finding, String> lines) {
        problem.findings().forEach(finding -> heading(finding, source + ":" + lines.getOrDefault(finding, "1")));
        FindingMessage text = problem.text();
        row("found ", text.found());
        row("wanted", text.wanted());
        row("why   ", text.why());
        row("fix   ", text.fix());
        row("see   ", problem.findings().getFirst().reference());
    }

    private void heading(Finding finding, String place) {
        boolean denied = finding.severity() == RuleMode.DENY;
        String path = finding.path().toString();
        line(
                "  ",
                console.paint(
                                denied ? Tone.BAD : Tone.CAREFUL,
                                finding.severity().key()) + " " + finding.rule()
                        + (path.isEmpty() ? "" : " at " + path) + " (" + place + ")");
    }

    private void row(String name, String text) {
        if (!text.isEmpty()) {
            line("    ", name + " " + text);
        }
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private void line(String indent, String line) {
        lines.add(indent + line);
    }
}
