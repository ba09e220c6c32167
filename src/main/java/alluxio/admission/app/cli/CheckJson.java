package alluxio.admission.app.cli;

import alluxio.admission.cluster.check.CheckReport;
import alluxio.admission.cluster.check.CheckResult;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report of {@code check} for programs. */
final class CheckJson {
    private CheckJson() {}

    /** {@code {"result":"failed","checks":[{"group","check","name","result","seen","details","hint","link"}]}}. */
    static String of(CheckReport report) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("result", report.status().key());
        ArrayNode checks = json.putArray("checks");
        report.results().forEach(result -> add(checks.addObject(), result));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    private static void add(ObjectNode json, CheckResult result) {
        json.put("group", result.check().group().title());
        json.put("check", result.check().id());
        json.put("name", result.check().name());
        json.put("result", result.status().key());
        json.put("seen", result.seen());
        result.details().forEach(json.putArray("details")::add);
        json.put("hint", result.hint());
        json.put("link", result.check().link());
    }
}
