package alluxio.admission.app.cli;

import alluxio.admission.app.cli.Console.Tone;
import alluxio.admission.app.manifest.ManifestInjector.InjectedManifests;
import alluxio.admission.app.manifest.ManifestInjector.PodDecision;
import alluxio.admission.app.manifest.ManifestValidator;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.explain.Explanation;
import alluxio.admission.injector.explain.Explanation.ExplainedAddition;
import alluxio.admission.injector.explain.Explanation.ExplainedValue;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.configuration.ProfileKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Explanations for people: a block for each pod, two columns, in the order of the manifests and of the pod. */
final class ExplainText {
    private final Console console;
    private final ValueSources sources;

    ExplainText(Console console, ValueSources sources) {
        this.console = console;
        this.sources = sources;
    }

    List<String> of(InjectedManifests outcome, List<ManifestValidator.ObjectResult> judged) {
        ExplanationTable columns = new ExplanationTable(console);
        outcome.warnings().forEach(warning -> columns.line(0, warning));
        outcome.others().forEach(other -> columns.line(0, other));
        outcome.results().forEach(result -> pod(columns, result));
        ExplainPolicy policy = new ExplainPolicy(console);
        judged.forEach(result -> policy.text(columns, result));
        return columns.lines();
    }

    private void pod(ExplanationTable columns, PodDecision result) {
        String path = result.site().path().toString();
        String title = result.source() + ": " + result.object() + (path.isEmpty() ? "" : ", " + path);
        columns.line(0, console.paint(Tone.TITLE, title));
        DecisionSummary verdict = DecisionSummary.of(result);
        columns.row(2, paint(verdict.word(), verdict.word()), verdict.reason());
        if (!result.notWritten().isEmpty()) {
            columns.row(2, "not written", result.notWritten());
        }
        if (!verdict.advice().isEmpty()) {
            columns.row(2, "to do", verdict.advice());
        }
        if (result.decision() instanceof Decision.Refused refused) {
            for (Refusal refusal : refused.refusals()) {
                columns.row(2, refusal.rule(), "at " + result.site().field(refusal.field()));
                columns.row(2, "", refusal.message());
            }
        }
        explanation(columns, result.decision().explanation());
        for (Note note : result.decision().notes()) {
            boolean warning = note.severity() == Note.NoteSeverity.WARNING;
            columns.row(2, warning ? console.paint(Tone.CAREFUL, "warning") : "note", note.code());
            columns.row(2, "", note.message());
        }
        columns.blank();
    }

    private void explanation(ExplanationTable columns, Explanation explanation) {
        Map<ProfileKey, String> from = sources.of(explanation);
        if (!explanation.settings().isEmpty()) {
            columns.line(2, "settings");
            values(columns, explanation.settings(), from);
        }
        for (Explanation.ExplainedFeature feature : explanation.features()) {
            String title = feature.isScheduling() ? feature.name() : "feature " + feature.name();
            outcome(columns, title, feature.outcome(), feature.reason());
            values(columns, feature.values(), from);
        }
        for (Explanation.ExplainedContainer container : explanation.containers()) {
            String kind = container.init() ? "init container " : "container ";
            outcome(columns, kind + container.name(), container.outcome(), container.reason());
            values(columns, container.values(), from);
            items(columns, container.additions());
        }
        if (!explanation.additions().isEmpty()) {
            columns.line(2, "the pod as a whole");
            items(columns, explanation.additions());
        }
    }

    private void outcome(ExplanationTable columns, String name, Explanation.InjectionOutcome outcome, String reason) {
        columns.line(2, name);
        columns.row(4, paint(outcome.key(), outcome.key()), reason);
    }

    private static void values(ExplanationTable columns, List<ExplainedValue> values, Map<ProfileKey, String> from) {
        for (ExplainedValue value : values) {
            String source = ValueSources.source(from, value);
            String who = value.origin().key()
                    + (value.from().isEmpty() ? "" : ": " + value.from())
                    + (source.isEmpty() ? "" : ", of " + source);
            columns.row(4, value.name(), (value.value().isEmpty() ? "" : value.value() + "  ") + "(" + who + ")");
        }
    }

    /** A row for each kind of additions, and one for those that were there already. */
    private static void items(ExplanationTable columns, List<ExplainedAddition> items) {
        items.stream()
                .collect(Collectors.groupingBy(
                        item -> item.kind() + (item.added() ? "" : " (there already)"),
                        java.util.TreeMap::new,
                        Collectors.mapping(ExplainText::name, Collectors.joining(", "))))
                .forEach((kind, names) -> columns.row(4, kind, names));
    }

    private static String name(ExplainedAddition item) {
        return switch (item.kind()) {
            case "annotations" -> item.where() + (item.what().isEmpty() ? "" : ": " + item.what());
            case "hostAliases" -> item.where() + "=" + item.what();
            default -> item.what();
        };
    }

    private String paint(String word, String text) {
        return switch (word) {
            case "injected", "applied" -> console.paint(Tone.GOOD, text);
            case "refused" -> console.paint(Tone.BAD, text);
            case "skipped", "not injected" -> console.paint(Tone.CAREFUL, text);
            default -> text;
        };
    }
}
