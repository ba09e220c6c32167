package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.manifest.ManifestPod;
import java.util.List;

/** The lines below a pod's line in a report: its refusals, warnings and notes. */
final class RefusalsAndNotes {
    private final Console console;

    RefusalsAndNotes(Console console) {
        this.console = console;
    }

    void refusals(ManifestPod site, List<Refusal> refusals) {
        for (Refusal refusal : refusals) {
            console.report("  " + console.paint(Tone.BAD, refusal.rule()) + " at " + site.field(refusal.field()));
            console.report("    " + refusal.message());
        }
    }

    void notes(List<Note> notes) {
        for (Note note : notes) {
            boolean warning = note.severity() == Note.NoteSeverity.WARNING;
            String severity = warning ? console.paint(Tone.CAREFUL, "warning") : console.paint(Tone.QUIET, "note");
            console.report("  " + severity + " " + note.code() + ": " + note.message());
        }
    }
}
