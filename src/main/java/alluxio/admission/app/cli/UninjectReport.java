package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.app.manifest.ManifestUninjector.PodRemoval;
import alluxio.admission.injector.Removal;
import alluxio.admission.injector.explain.Note;

/** The report of uninject: a line for each pod, its warnings and reasons below it. */
final class UninjectReport {
    private final Console console;
    private final RefusalsAndNotes lines;

    UninjectReport(Console console) {
        this.console = console;
        this.lines = new RefusalsAndNotes(console);
    }

    void print(PodRemoval result) {
        String path = result.site().byShape() ? ", " + result.site().path() : "";
        console.report(result.source() + ": " + result.object() + path + ": " + head(result.removal()));
        if (result.removal() instanceof Removal.NotRemovable refused) {
            lines.refusals(result.site(), refused.refusals());
        }
        lines.notes(result.removal().notes());
    }

    private String head(Removal removal) {
        return switch (removal) {
            case Removal.NothingInjected nothing -> console.paint(Tone.QUIET, "unchanged") + ", " + nothing.reason();
            case Removal.Uninjected removed
            when hasWarning(removed) ->
                console.paint(Tone.CAREFUL, "uninjected") + ", except for what the warnings say";
            case Removal.Uninjected _ -> console.paint(Tone.GOOD, "uninjected");
            case Removal.NotRemovable _ -> console.paint(Tone.BAD, "refused");
        };
    }

    private static boolean hasWarning(Removal removal) {
        return removal.notes().stream().anyMatch(note -> note.severity() == Note.NoteSeverity.WARNING);
    }
}
