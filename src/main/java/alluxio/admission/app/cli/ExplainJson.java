package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestInjector.InjectedManifests;
import alluxio.admission.app.manifest.ManifestInjector.PodDecision;
import alluxio.admission.app.manifest.ManifestValidator;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.explain.Explanation;
import alluxio.admission.injector.explain.Explanation.ExplainedAddition;
import alluxio.admission.injector.explain.Explanation.ExplainedValue;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.manifest.yaml.KubeYaml.Format;
import alluxio.admission.manifest.yaml.KubeYamlWriter;
import alluxio.admission.model.configuration.ProfileKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Explanations for programs; docs/explain.md is the contract. All members are always present; null means "nothing to say". */
final class ExplainJson {
    private final Console console;
    private final String defaultNamespace;
    private final ValueSources sources;

    ExplainJson(Console console, String defaultNamespace, ValueSources sources) {
        this.console = console;
        this.defaultNamespace = defaultNamespace;
        this.sources = sources;
    }

    String of(InjectedManifests outcome, List<ManifestValidator.ObjectResult> judged) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        outcome.warnings().forEach(json.putArray("warnings")::add);
        ArrayNode pods = json.putArray("pods");
        outcome.results().forEach(result -> pod(pods.addObject(), result));
        ArrayNode objects = json.putArray("objects");
        ExplainPolicy policy = new ExplainPolicy(console);
        judged.forEach(result -> policy.json(objects, result));
        return new KubeYamlWriter().write(json, Format.JSON);
    }

    private void pod(ObjectNode json, PodDecision result) {
        json.put("source", result.source());
        json.putObject("object")
                .put("kind", result.site().kind())
                .put("namespace", result.site().namespace(defaultNamespace))
                .put("name", result.site().name());
        json.put("path", result.site().path().toString());
        ObjectNode injection = json.putObject("injection");
        decision(injection, result);
        put(injection, "notWritten", result.notWritten());
        Explanation explanation = result.decision().explanation();
        Map<ProfileKey, String> from = sources.of(explanation);
        values(injection.putArray("settings"), explanation.settings(), from);
        ArrayNode features = injection.putArray("features");
        for (Explanation.ExplainedFeature feature : explanation.features()) {
            ObjectNode entry = features.addObject()
                    .put("name", feature.name())
                    .put("outcome", feature.outcome().key())
                    .put("reason", feature.reason());
            values(entry.putArray("values"), feature.values(), from);
        }
        ArrayNode containers = injection.putArray("containers");
        for (Explanation.ExplainedContainer container : explanation.containers()) {
            ObjectNode entry = containers
                    .addObject()
                    .put("name", container.name())
                    .put("init", container.init())
                    .put("outcome", container.outcome().key())
                    .put("reason", container.reason());
            values(entry.putArray("properties"), container.values(), from);
            items(entry.putArray("additions"), container.additions());
        }
        items(injection.putArray("additions"), explanation.additions());
        notes(injection.putArray("notes"), result.decision().notes());
    }

    private static void decision(ObjectNode json, PodDecision result) {
        DecisionSummary verdict = DecisionSummary.of(result);
        json.put("decision", verdict.word());
        put(json, "reason", verdict.reason());
        put(json, "advice", verdict.advice());
        ArrayNode refusals = json.putArray("refusals");
        if (result.decision() instanceof Decision.Refused refused) {
            for (Refusal refusal : refused.refusals()) {
                refusals.addObject()
                        .put("rule", refusal.rule())
                        .put("field", result.site().field(refusal.field()))
                        .put("message", refusal.message());
            }
        }
    }

    static void put(ObjectNode json, String name, String text) {
        if (text.isEmpty()) {
            json.putNull(name);
        } else {
            json.put(name, text);
        }
    }

    private static void values(ArrayNode json, List<ExplainedValue> values, Map<ProfileKey, String> from) {
        for (ExplainedValue value : values) {
            ObjectNode entry = json.addObject()
                    .put("name", value.name())
                    .put("value", value.value())
                    .put("origin", value.origin().key())
                    .put("from", value.from());
            put(entry, "source", ValueSources.source(from, value));
        }
    }

    private static void items(ArrayNode json, List<ExplainedAddition> items) {
        items.forEach(item -> json.addObject()
                .put("kind", item.kind())
                .put("where", item.where())
                .put("what", item.what())
                .put("state", item.added() ? "added" : "present"));
    }

    private static void notes(ArrayNode json, List<Note> notes) {
        notes.forEach(note -> json.addObject()
                .put("severity", note.severity().name().toLowerCase(Locale.ROOT))
                .put("code", note.code())
                .put("message", note.message()));
    }
}
