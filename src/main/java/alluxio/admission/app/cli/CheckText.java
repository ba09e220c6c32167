package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.cluster.check.CheckReport;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckStatus;
import java.util.ArrayList;
import java.util.List;

/** The report of {@code check} for people: groups, one line for each check, and hints below what is not well. */
final class CheckText {
    private static final int STATUS_WIDTH = 9;
    private static final String INDENT = " ".repeat(STATUS_WIDTH);

    private final Console console;
    private final List<String> lines = new ArrayList<>();

    CheckText(Console console) {
        this.console = console;
    }

    List<String> of(CheckReport report) {
        report.groups().forEach((group, results) -> {
            lines.add(console.paint(Tone.TITLE, group.title()));
            lines.add("-".repeat(group.title().length()));
            results.forEach(this::result);
            lines.add("");
        });
        lines.add(console.paint(tone(report.status()), summary(report)));
        return List.copyOf(lines);
    }

    private void result(CheckResult result) {
        String status = result.status().key();
        lines.add(console.paint(tone(result.status()), status) + " ".repeat(STATUS_WIDTH - status.length())
                + result.check().name() + ": " + result.seen());
        result.details().forEach(detail -> lines.add(INDENT + "  " + detail));
        if (!result.hint().isEmpty()) {
            lines.add(INDENT + "hint: " + result.hint());
            lines.add(INDENT + "see " + result.check().link());
        }
    }

    private static String summary(CheckReport report) {
        long failed = report.count(CheckStatus.FAILED);
        long warnings = report.count(CheckStatus.WARNING);
        long skipped = report.count(CheckStatus.SKIPPED);
        String found = failed == 0 && warnings == 0
                ? "all ok"
                : failed + " failed, " + warnings + (warnings == 1 ? " warning" : " warnings");
        return found + (skipped == 0 ? "" : "; " + skipped + " skipped");
    }

    private static Tone tone(CheckStatus status) {
        return switch (status) {
            case OK -> Tone.GOOD;
            case SKIPPED -> Tone.QUIET;
            case WARNING -> Tone.CAREFUL;
            case FAILED -> Tone.BAD;
        };
    }
}
