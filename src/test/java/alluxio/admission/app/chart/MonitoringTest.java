package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** InstallIT compares the names of metrics with those of a server that runs. */
@DisplayName("Monitoring")
class MonitoringTest {

    @Test
    @DisplayName("is off by default")
    void isOptional() {
        assertThat(Chart.render(Chart.RELEASE).toString())
                .doesNotContain("ServiceMonitor")
                .doesNotContain("PrometheusRule")
                .doesNotContain("dashboard");
    }

    @Test
    @DisplayName("has no links to a page unless it is told where the page is")
    void alertsHaveNoDeadLinks() {
        assertThat(Monitoring.alerts())
                .isNotEmpty()
                .allMatch(alert -> alert.at("/annotations/runbook_url").isMissingNode());
    }

    @Test
    @DisplayName("explains each alert on a page, under its own name")
    void alertsAreExplained() {
        Set<String> names = new TreeSet<>();
        for (JsonNode alert : Monitoring.alerts("https://docs.example/operations.html")) {
            String name = alert.path("alert").asString();
            names.add(name);
            assertThat(alert.at("/annotations/runbook_url").asString())
                    .isEqualTo("https://docs.example/operations.html#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/annotations/summary").asString()).isNotEmpty();
            assertThat(alert.at("/labels/severity").asString()).isIn("critical", "warning");
        }
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "AlluxioAdmissionAuthorityExpiring",
                        "AlluxioAdmissionCaBundleFought",
                        "AlluxioAdmissionCallsRejected",
                        "AlluxioAdmissionFailOpen",
                        "AlluxioAdmissionTargetDown",
                        "AlluxioAdmissionCaBundleOutOfSync",
                        "AlluxioAdmissionCertificateExpiring",
                        "AlluxioAdmissionClusterNotSeen",
                        "AlluxioAdmissionConfigurationRejected",
                        "AlluxioAdmissionDecisionsRunAway",
                        "AlluxioAdmissionFailing",
                        "AlluxioAdmissionOverloaded",
                        "AlluxioAdmissionPodsNotInjected",
                        "AlluxioAdmissionProfileDiffers",
                        "AlluxioAdmissionReplicasNotReady",
                        "AlluxioAdmissionSlow");
    }

    @Test
    @DisplayName("asks for the release's own namespace only, and API servers for its own webhooks")
    void staysInItsNamespace() {
        assertThat(Monitoring.expressions())
                .allMatch(expression -> expression.contains("namespace")
                        || (expression.contains("apiserver_") && expression.contains("name=~\".+[.]alluxio[.]io\"")));
    }
}
