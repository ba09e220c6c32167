package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.app.manifest.ManifestInjector.PodDecision;
import alluxio.admission.injector.Decision;
import java.util.List;

/** The report of inject: a line for each pod, its warnings and reasons below it. */
final class InjectReport {
    private final Console console;
    private final RefusalsAndNotes lines;

    InjectReport(Console console) {
        this.console = console;
        this.lines = new RefusalsAndNotes(console);
    }

    void print(PodDecision result) {
        console.report(head(result));
        if (result.decision() instanceof Decision.Refused refused) {
            lines.refusals(result.site(), refused.refusals());
        }
        lines.notes(result.decision().notes());
    }

    private String head(PodDecision result) {
        String place = result.source() + ": " + result.object()
                + (result.site().byShape() ? ", " + result.site().path() : "") + ": ";
        if (!result.notWritten().isEmpty()) {
            return place + console.paint(Tone.CAREFUL, "not written") + ": " + result.notWritten();
        }
        return switch (result.decision()) {
            case Decision.Injected injected
            when injected.patch().isEmpty() ->
                place + console.paint(Tone.QUIET, "unchanged") + ", it is injected already";
            case Decision.Injected injected ->
                place + console.paint(Tone.GOOD, "injected") + " " + features(injected.features()) + " (profile "
                        + injected.profile() + ")";
            case Decision.Skipped skipped -> place + console.paint(Tone.CAREFUL, "skipped") + ", " + skipped.reason();
            case Decision.NotOptedIn notAsked ->
                place + console.paint(Tone.QUIET, "not asked") + ", " + notAsked.reason();
            case Decision.Refused refused -> place + console.paint(Tone.BAD, "refused");
        };
    }

    static String features(List<String> features) {
        return features.isEmpty() ? "client properties" : String.join(", ", features);
    }
}
