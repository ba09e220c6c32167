package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.app.manifest.ManifestValidator.LocatedFinding;
import alluxio.admission.app.manifest.ManifestValidator.ObjectResult;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.PolicyResult;
import java.util.ArrayList;
import java.util.List;

/** Findings for people: what, where, why and how to mend it; the gravest first. */
final class FindingsText {
    private final Console console;
    private final List<String> lines = new ArrayList<>();

    FindingsText(Console console) {
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
        result.findings().forEach(found -> finding(result, found));
        judgement
                .exempted()
                .forEach(e -> line(
                        "  ",
                        console.paint(Tone.QUIET, "exempt") + " from "
                                + e.finding().rule() + " until " + e.exemption().until() + ": "
                                + e.exemption().reason()));
        line("", "");
    }

    private void finding(ObjectResult result, LocatedFinding found) {
        Finding finding = found.finding();
        boolean denied = finding.severity() == RuleMode.DENY;
        String path = finding.path().toString();
        line(
                "  ",
                console.paint(
                                denied ? Tone.BAD : Tone.CAREFUL,
                                finding.severity().key()) + " " + finding.rule()
                        + (path.isEmpty() ? "" : " at " + path) + " (" + result.source() + ":" + found.line() + ")");
        if (!finding.found().isEmpty()) {
            line("    ", "found  " + finding.found());
        }
        if (!finding.wanted().isEmpty()) {
            line("    ", "wanted " + finding.wanted());
        }
        if (!finding.why().isEmpty()) {
            line("    ", "why    " + finding.why());
        }
        if (!finding.fix().isEmpty()) {
            line("    ", "fix    " + finding.fix());
        }
        if (!finding.reference().isEmpty()) {
            line("    ", "see    " + finding.reference());
        }
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private void line(String indent, String line) {
        lines.add(indent + line);
    }
}
