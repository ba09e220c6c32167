package alluxio.admission.app.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

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
        new BuildInfo("1.2.0", "0123456789ab", "").register(registry);
        assertThat(registry.scrape().lines())
                .contains("alluxio_admission_build_info{revision=\"0123456789ab\",version=\"1.2.0\"} 1");
    }

    @Test
    @DisplayName("is unknown where nothing was recorded, as in a class path without the build's resources")
    void unknown() {
        BuildInfo unknown = new BuildInfo("unknown", "unknown", "");
        assertThat(BuildInfo.of(new Properties())).isEqualTo(unknown);
        assertThat(BuildInfo.of(properties("${project.version}", "${git.commit.id.describe}", "${rules.url}")))
                .isEqualTo(unknown);
    }

    @Test
    @DisplayName("is what was recorded")
    void recorded() {
        assertThat(BuildInfo.of(properties("1.2.0", "0123456789ab-dirty", "https://docs.example/rules.html")))
                .isEqualTo(new BuildInfo("1.2.0", "0123456789ab-dirty", "https://docs.example/rules.html"))
                .hasToString("1.2.0 (revision 0123456789ab-dirty)");
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
                .resideInAPackage("alluxio.admission.app.build")
                .because("replicas of two versions must give a pod the same status annotation")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("alluxio.admission"));
    }

    private static Properties properties(String version, String revision, String rulesUrl) {
        Properties properties = new Properties();
        properties.putAll(Map.of("version", version, "revision", revision, "rules.url", rulesUrl));
        return properties;
    }
}
