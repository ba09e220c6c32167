package alluxio.admission.app.chart;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What alerts and dashboard ask Prometheus. */
public final class Monitoring {
    /** The beginning of the names of API servers' metrics. */
    static final String OF_API_SERVERS = "apiserver_";

    /** Something with labels or a range behind it is a metric. */
    private static final Pattern METRIC = Pattern.compile("([a-z_]+)(?=[{\\[])");

    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");

    private static final Pattern OF_A_VARIABLE = Pattern.compile("label_values\\(([a-z_]+),");

    private Monitoring() {}

    public static List<JsonNode> alerts() {
        return alerts("");
    }

    /** @param runbook the value {@code monitoring.prometheusRule.runbook} */
    static List<JsonNode> alerts(String runbook) {
        return Chart.one(
                        Chart.render(
                                Chart.RELEASE,
                                "monitoring.prometheusRule.enabled=true",
                                "monitoring.prometheusRule.runbook=\"" + runbook + "\""),
                        "PrometheusRule")
                .at("/spec/groups/0/rules")
                .valueStream()
                .toList();
    }

    static List<String> expressions() {
        Stream<String> alerts =
                alerts().stream().map(alert -> alert.path("expr").asString());
        Stream<String> panels = dashboard()
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString());
        return Stream.concat(alerts, panels).toList();
    }

    /** Names of all metrics that are asked for. */
    static Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        for (String expression : expressions()) {
            METRIC.matcher(TEXT.matcher(expression).replaceAll("\"\""))
                    .results()
                    .forEach(result -> metrics.add(result.group(1)));
        }
        OF_A_VARIABLE.matcher(dashboard().toString()).results().forEach(result -> metrics.add(result.group(1)));
        return metrics;
    }

    private static JsonNode dashboard() {
        return Chart.ofKind(Chart.render(Chart.RELEASE, "monitoring.dashboard.enabled=true"), "ConfigMap").stream()
                .map(map -> map.at("/data/alluxio-admission.json").asString())
                .filter(text -> !text.isEmpty())
                .map(text -> JsonMapper.shared().readTree(text))
                .findFirst()
                .orElseThrow();
    }
}
