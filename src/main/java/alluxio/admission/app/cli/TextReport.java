package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.app.manifest.ManifestValidator.ObjectResult;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.FindingGroup;
import alluxio.admission.policy.FindingMessage;
import alluxio.admission.policy.PolicyResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Findings for people: what, where, why and how to fix it; the gravest first. */
final class TextReport {
    private final Console console;
    private final List<String> lines = new ArrayList<>();

    TextReport(Console console) {
        this.console = console;
    }

    List<String> of(List<ObjectResult> results) {
        results.forEach(this::result);
        long denied = results.stream().filter(r -> r.judgement().isDenied()).count();
        long warned = results.stream()
                .filter(r ->
                        !r.judgement().isDenied() && !r.judgement().warned().isEmpty())
                .count();
        line(
                "",
                counted(results.size(), "object") + ": " + denied + " refused, " + warned + " with warnings, "
                        + (results.size() - denied - warned) + " fine");
        return List.copyOf(lines);
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
        Map<Finding, Integer> lines = new HashMap<>();
        result.findings().forEach(found -> lines.put(found.finding(), found.line()));
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
    private void problem(String source, FindingGroup problem, Map<Finding, Integer> lines) {
        problem.findings().forEach(finding -> heading(finding, source + ":" + lines.getOrDefault(finding, 1)));
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
