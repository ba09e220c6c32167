package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.app.chart.Monitoring;
import alluxio.admission.app.cli.Run;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** There is no server behind the webhook's Service, and pods are made all the same, by a controller that shows no warning to anybody. */
@RealApiServer
@DisplayName("An outage")
class OutageIT {
    private static final String INSTALLED = "outage-installed";
    private static final Pattern SELECTOR = Pattern.compile("(apiserver_[a-z_]+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|!=|=)\"([^\"]*)\"");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    private final Cluster cluster;
    private final ApiServer server;

    OutageIT(ApiServer server) {
        this.server = server;
        cluster = new Cluster(server);
    }

    @Test
    @DisplayName(
            "raises the counters of the API server that the alerts look at, and leaves pods that check finds, by label and by namespace")
    void isVisible() {
        cluster.api().namespace("outage", "outage", Map.of());
        cluster.api().namespace("outage-in", "outage", Map.of(Keys.INJECT, "true"));
        double open = value("AlluxioAdmissionFailOpen");
        double rejected = value("AlluxioAdmissionCallsRejected");
        try (Cluster.Registered ignored = register("Ignore")) {
            ObjectNode probe = Pods.labelled(Pods.minimal("probe"), "true");
            Cluster.await(
                    () -> {
                        cluster.dryRun("outage", probe);
                        return value("AlluxioAdmissionFailOpen") > open;
                    },
                    "the calls that failed open are not counted");
            assertThat(value("AlluxioAdmissionCallsRejected")).isEqualTo(rejected);
            for (ObjectNode pod : List.of(Pods.labelled(Pods.minimal("by-label"), "true"), Pods.minimal("out"))) {
                assertThat(cluster.create("outage", pod).created()).isTrue();
            }
            assertThat(cluster.create("outage-in", owned("by-namespace")).created())
                    .isTrue();
            Run check = Run.of("check", "--kubeconfig", server.kubeconfig().toString(), "-n", INSTALLED);
            assertThat(check.exitCode()).as(check.err()).isEqualTo(1);
            assertThat(check.out())
                    .contains("run without Alluxio")
                    .contains("by-label", "outage-in/web")
                    .doesNotContain("outage/out");
        }
        try (Cluster.Registered ignored = register("Fail")) {
            Cluster.await(
                    () -> !cluster.dryRun("outage", Pods.labelled(Pods.minimal("probe"), "true"))
                            .created(),
                    "the webhook does not come into force");
            Cluster.await(
                    () -> value("AlluxioAdmissionCallsRejected") > rejected, "calls that were refused are not counted");
        }
    }

    private Cluster.Registered register(String failurePolicy) {
        return cluster.register(RenderedChart.in(INSTALLED, "mutation.failurePolicy=\"" + failurePolicy + "\"")
                .only("MutatingWebhookConfiguration")
                .scoped("outage"));
    }

    private static ObjectNode owned(String name) {
        ObjectNode pod = Pods.minimal(name);
        pod.withObject("/metadata")
                .withArrayProperty("ownerReferences")
                .addObject()
                .put("apiVersion", "apps/v1")
                .put("kind", "ReplicaSet")
                .put("name", "web-5f6b7c8d9")
                .put("uid", "0f6c2a3e-0000-4000-8000-000000000000")
                .put("controller", true);
        return pod;
    }

    /** The sum of the API server's series that the alert selects. */
    private double value(String alert) {
        String expression = Monitoring.alerts().stream()
                .filter(rule -> rule.path("alert").asString().equals(alert))
                .findFirst()
                .orElseThrow()
                .path("expr")
                .asString();
        Matcher selector = SELECTOR.matcher(expression);
        assertThat(selector.find()).isTrue();
        return server.client()
                .raw("/metrics")
                .lines()
                .filter(line -> line.startsWith(selector.group(1) + "{") && isSelected(line, selector.group(2)))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static boolean isSelected(String line, String selector) {
        return MATCHER.matcher(selector).results().allMatch(matcher -> {
            String value = LABEL.matcher(line)
                    .results()
                    .filter(label -> label.group(1).equals(matcher.group(1)))
                    .map((MatchResult label) -> label.group(2))
                    .findFirst()
                    .orElse("");
            return switch (matcher.group(2)) {
                case "=" -> value.equals(matcher.group(3));
                case "!=" -> !value.equals(matcher.group(3));
                default -> value.matches(matcher.group(3));
            };
        });
    }
}
