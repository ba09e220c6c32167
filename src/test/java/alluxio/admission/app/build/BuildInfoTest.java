package alluxio.admission.app.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.policy.RuleDocumentation;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The build")
class BuildInfoTest {
    @Test
    @DisplayName("is a metric whose labels are version and revision")
    void metric() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new BuildInfo("1.2.0", "0123456789ab").register(registry);
        assertThat(registry.scrape().lines())
                .contains("alluxio_admission_build_info{revision=\"0123456789ab\",version=\"1.2.0\"} 1");
    }

    @Test
    @DisplayName("is unknown where nothing was recorded, as in a class path without the build's resources")
    void unknown() {
        BuildProperties none = properties(Map.of("version", "", "rules.url", ""));
        assertThat(BuildInfo.of(none)).isEqualTo(new BuildInfo("unknown", "unknown"));
        assertThat(none.ruleDocumentation()).isEqualTo(RuleDocumentation.byCommand());
    }

    @Test
    @DisplayName("is what was recorded")
    void recorded() {
        BuildProperties build = properties(Map.of(
                "version", "1.2.0", "revision", "0123456789ab-dirty", "rules.url", "https://docs.example/rules.html"));
        assertThat(BuildInfo.of(build)).hasToString("1.2.0 (revision 0123456789ab-dirty)");
        assertThat(build.ruleDocumentation().reference("host-pid"))
                .isEqualTo("https://docs.example/rules.html#host-pid");
    }

    @Test
    @DisplayName("is known to the command line and the server's metrics, and to nothing that decides")
    void isNoPartOfADecision() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "alluxio.admission.app.build", "alluxio.admission.app.cli", "alluxio.admission.app.server")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(BuildInfo.class)
                .because("replicas of two versions must give a pod the same status annotation")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("alluxio.admission"));
    }

    private static BuildProperties properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return new BuildProperties(properties);
    }
}
