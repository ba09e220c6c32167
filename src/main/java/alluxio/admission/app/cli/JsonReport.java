package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestValidator.LocatedFinding;
import alluxio.admission.app.manifest.ManifestValidator.ObjectResult;
import alluxio.admission.app.manifest.ManifestValidator.ValidatedManifests;
import alluxio.admission.policy.Finding;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Findings for programs. The names are a contract: see docs/validate.md. */
final class JsonReport {
    private JsonReport() {}

    static String of(ValidatedManifests outcome) {
        List<ObjectResult> results = outcome.results();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode findings = root.putArray("findings");
        results.forEach(result -> result.findings().forEach(found -> add(findings.addObject(), result, found)));
        ArrayNode notJudged = root.putArray("notJudged");
        results.stream().filter(result -> result.judgement().isSkipped()).forEach(result -> {
            ObjectNode json = notJudged.addObject();
            object(json, result);
            json.put("reason", result.judgement().skipReason());
        });
        ArrayNode warnings = root.putArray("warnings");
        outcome.texts()
                .warnings()
                .forEach(problem -> warnings.addObject()
                        .put("source", problem.source())
                        .put("line", problem.line())
                        .put("message", problem.message()));
        return text(root);
    }

    /** Indented, with a line end. */
    static String text(ObjectNode json) {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(json)
                + "\n";
    }

    private static void object(ObjectNode json, ObjectResult result) {
        json.putObject("object")
                .put("kind", result.kind())
                .put("namespace", result.namespace())
                .put("name", result.name());
    }

    private static void add(ObjectNode json, ObjectResult result, LocatedFinding found) {
        Finding finding = found.finding();
        json.put("rule", finding.rule()).put("severity", finding.severity().key());
        object(json, result);
        ExplainJson.put(json, "path", finding.path().toString());
        ExplainJson.put(json, "container", finding.container());
        ExplainJson.put(json, "found", finding.found());
        ExplainJson.put(json, "wanted", finding.wanted());
        ExplainJson.put(json, "why", finding.why());
        ExplainJson.put(json, "fix", finding.fix());
        ExplainJson.put(json, "link", finding.reference());
        json.put("source", result.source()).put("line", found.line());
        ExplainJson.put(json, "item", found.item());
    }
}
