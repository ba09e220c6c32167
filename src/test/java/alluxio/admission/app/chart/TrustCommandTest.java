package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.Run;
import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** InstallIT uses what the chart renders. */
@DisplayName("trust")
class TrustCommandTest {
    private static final Set<String> KINDS = Set.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");

    @Test
    @DisplayName("prints the roles and bindings that the chart renders for the same namespaces")
    void isTheChart() {
        assertThat(trusted("alluxio", "cache"))
                .hasSize(6)
                .isEqualTo(rendered("discovery.namespaces=[\"alluxio\",\"cache\"]"));
        assertThat(trusted("alluxio", "--pods"))
                .isEqualTo(rendered("discovery={\"namespaces\":[\"alluxio\"],\"pods\":true}"));
        assertThat(trusted("alluxio", "--service-account", "mine"))
                .isEqualTo(rendered("discovery.namespaces=[\"alluxio\"]", "fullnameOverride=\"mine\""));
        assertThat(trusted("alluxio", "--namespace", "hooks"))
                .isEqualTo(withoutLabels(Chart.renderIn(
                        "hooks", Chart.RELEASE, "discovery.namespaces=[\"alluxio\"]", "uninstallHook.enabled=false")));
    }

    @Test
    @DisplayName("prints the line for the configuration, as a comment")
    void configuration() {
        String line = Run.of("trust", "alluxio", "cache", "alluxio", "--pods")
                .out()
                .lines()
                .filter(text -> text.startsWith("#   discovery:"))
                .findFirst()
                .orElseThrow()
                .substring(4);
        assertThat(line).isEqualTo("discovery: {namespaces: [alluxio, cache], pods: true}");
        assertThat(new AdmissionConfigurationReader()
                        .read("apiVersion: admission.alluxio.io/v1\nkind: AdmissionConfiguration\n" + line, "config"))
                .isInstanceOf(ConfigurationResult.Loaded.class);
    }

    @ParameterizedTest
    @DisplayName("refuses what is no name, so that nothing else gets into the output")
    @CsvSource(delimiter = '|', textBlock = """
            'Alluxio'                                   | "Alluxio" is not the name of a namespace
            'a"b'                                       | is not the name of a namespace
            'alluxio --namespace=x:y'                   | "x:y" is not the name of a namespace
            'alluxio --service-account=-a'              | "-a" is not the name of a service account
            """)
    void names(String arguments, String message) {
        Run run = Run.of(Stream.concat(Stream.of("trust"), Stream.of(arguments.split(" ", -1)))
                .toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    @DisplayName("needs a namespace")
    void nothing() {
        Run run = Run.of("trust");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("NAMESPACE");
    }

    private static List<ObjectNode> trusted(String... arguments) {
        Run run = Run.of(Stream.concat(Stream.of("trust"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return withoutLabels(Chart.objects(run.out()));
    }

    private static List<ObjectNode> rendered(String... settings) {
        return withoutLabels(Chart.render(Chart.RELEASE, settings));
    }

    /** Of the roles for discovery alone. */
    private static List<ObjectNode> withoutLabels(List<ObjectNode> objects) {
        List<ObjectNode> roles = objects.stream()
                .filter(object -> KINDS.contains(object.path("kind").asString()))
                .filter(object -> Chart.title(object).endsWith("-discovery"))
                .toList();
        roles.forEach(object -> object.withObject("/metadata").remove("labels"));
        return roles;
    }
}
