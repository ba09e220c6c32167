package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.app.cli.Run;
import alluxio.admission.testcluster.Helm;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("The container of the chart")
class ServeOptionsTest {
    private static final Pattern OPTION = Pattern.compile("(?m)^ +(?:-., )?(--[a-z-]+)");

    @Test
    @DisplayName("is given every option of serve, but those for trying it out")
    void hasEveryOption() {
        Set<String> given = new TreeSet<>(options("server.bind=\"::\""));
        given.addAll(options("certificates.mode=\"cert-manager\""));
        given.addAll(options("clientCA.secretName=\"api-server-ca\""));
        Set<String> known =
                new TreeSet<>(OPTION.matcher(Run.of("serve", "--help").out())
                        .results()
                        .map((MatchResult result) -> result.group(1))
                        .toList());
        assertThat(known).containsAll(given).hasSizeGreaterThan(15);
        known.removeAll(given);
        assertThat(known).containsExactly("--help", "--host", "--self-signed", "--version");
    }

    @Test
    @DisplayName("is stopped by the kubelet later than by itself")
    void hasTimeToLeave() {
        JsonNode pod = Chart.one(Chart.render(Chart.RELEASE, "server.gracePeriodSeconds=90"), "Deployment")
                .at("/spec/template/spec");
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isEqualTo(100);
        assertThat(Chart.texts(pod.at("/containers/0/args"))).containsSubsequence("--grace-period", "90");
    }

    @Test
    @DisplayName("reads the authorities of API servers from a ConfigMap or from a Secret, and only one of them")
    void clientCa() {
        for (String source : List.of("configMapName", "secretName")) {
            JsonNode pod = Chart.one(
                            Chart.render(Chart.RELEASE, "clientCA." + source + "=\"authorities\""), "Deployment")
                    .at("/spec/template/spec");
            assertThat(Chart.texts(pod.at("/containers/0/args")))
                    .containsSubsequence("--client-ca", "/etc/alluxio-admission-client-ca/ca.crt");
            assertThat(pod.at("/containers/0/volumeMounts").toString())
                    .contains("\"name\":\"client-ca\",\"mountPath\":\"/etc/alluxio-admission-client-ca\"");
            assertThat(pod.path("volumes").toString()).contains("\"authorities\"", "\"path\":\"ca.crt\"");
        }
        assertThat(Chart.one(Chart.render(Chart.RELEASE, "server.bind=\"::\""), "Deployment")
                        .toString())
                .doesNotContain("client-ca");
        assertThatThrownBy(
                        () -> Chart.render(Chart.RELEASE, "clientCA.configMapName=\"a\"", "clientCA.secretName=\"b\""))
                .hasMessageContaining("clientCA.configMapName and clientCA.secretName exclude each other");
    }

    @Test
    @DisplayName("comes from a chart that neither Helm has anything to say about")
    void lint() {
        for (Helm helm : List.of(Helm.four(), Helm.three())) {
            assertThat(helm.run(List.of(
                            "lint", "--strict", "--quiet", Chart.FOLDER.toString(), "--kube-version", "1.30.0")))
                    .doesNotContain("WARNING");
        }
    }

    private static List<String> options(String setting) {
        JsonNode deployment = Chart.one(Chart.render(Chart.RELEASE, setting), "Deployment");
        return Chart.texts(deployment.at("/spec/template/spec/containers/0/args")).stream()
                .filter(argument -> argument.startsWith("--"))
                .toList();
    }
}
