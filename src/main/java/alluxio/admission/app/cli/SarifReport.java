package alluxio.admission.app.cli;

import alluxio.admission.app.build.BuildInfo;
import alluxio.admission.app.manifest.ManifestValidator.LocatedFinding;
import alluxio.admission.app.manifest.ManifestValidator.ObjectResult;
import alluxio.admission.app.manifest.ManifestValidator.ValidatedManifests;
import alluxio.admission.manifest.SourceProblem;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleDocumentation;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.AllRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines of the manifests. */
final class SarifReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /** With the version of what it is made of. */
    private static final String FINGERPRINT = "ruleObjectPath/v1";

    private SarifReport() {}

    /** @param documentation that describes the rules */
    static String of(ValidatedManifests outcome, RuleDocumentation documentation) {
        List<ObjectResult> results = outcome.results();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool")
                .putObject("driver")
                .put("name", "alluxio-admission")
                .put("version", BuildInfo.current().version());
        rules(driver.putArray("rules"), results, documentation);
        ArrayNode array = run.putArray("results");
        results.forEach(result -> result.findings().forEach(found -> add(array.addObject(), result, found)));
        notifications(run.putArray("invocations").addObject(), outcome);
        return JsonReport.text(root);
    }

    /** What is said of the texts rather than of the objects in them. */
    private static void notifications(ObjectNode invocation, ValidatedManifests outcome) {
        invocation.put("executionSuccessful", outcome.isComplete());
        ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
        outcome.texts().unreadable().forEach(problem -> notification(notifications.addObject(), "error", problem));
        outcome.texts().warnings().forEach(problem -> notification(notifications.addObject(), "warning", problem));
    }

    private static void notification(ObjectNode json, String level, SourceProblem problem) {
        json.put("level", level).putObject("message").put("text", problem.message());
        ObjectNode physical = json.putArray("locations").addObject().putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(problem.source()));
        physical.putObject("region").put("startLine", problem.line()).put("startColumn", problem.column());
    }

    /** All rules of the engine, and those of the injector that occur in the results. */
    private static void rules(ArrayNode array, List<ObjectResult> results, RuleDocumentation documentation) {
        TreeMap<String, RuleMode> others = new TreeMap<>();
        results.forEach(result -> result.judgement()
                .findings()
                .forEach(f -> others.merge(f.rule(), f.severity(), (a, b) -> a.compareTo(b) < 0 ? a : b)));
        for (Rule rule : AllRules.registry().rules()) {
            RuleInfo info = rule.info();
            others.remove(info.id());
            ObjectNode json = array.addObject().put("id", info.id());
            documentation.uri(info.id()).ifPresent(uri -> json.put("helpUri", uri));
            json.putObject("help").put("text", documentation.reference(info.id()));
            json.putObject("shortDescription").put("text", info.why());
            json.putObject("defaultConfiguration").put("level", level(info.mode()));
        }
        others.forEach((id, mode) -> array.addObject()
                .put("id", id)
                .putObject("defaultConfiguration")
                .put("level", level(mode)));
    }

    private static void add(ObjectNode json, ObjectResult result, LocatedFinding found) {
        Finding finding = found.finding();
        json.put("ruleId", finding.rule()).put("level", level(finding.severity()));
        json.putObject("message").put("text", result.object() + ": " + finding.sentences());
        json.putObject("partialFingerprints").put(FINGERPRINT, fingerprint(result, finding));
        ObjectNode location = json.putArray("locations").addObject();
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(result.source()));
        physical.putObject("region").put("startLine", found.line());
        location.putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", result.object() + " " + finding.path())
                .put("kind", "element");
    }

    /** The same for a finding that only moves to another line or file, so that code hosts do not take it for a new one. */
    private static String fingerprint(ObjectResult result, Finding finding) {
        String identity = String.join(
                "\n", finding.rule(), result.object(), finding.path().toString(), finding.container());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String level(RuleMode mode) {
        return mode == RuleMode.DENY ? "error" : "warning";
    }

    /** Relative as the user wrote it; what a URI cannot hold is escaped. */
    private static String uri(String source) {
        try {
            return source.equals("-") ? "stdin" : new URI(null, null, source, null).toASCIIString();
        } catch (URISyntaxException e) {
            return "unnamed";
        }
    }
}
