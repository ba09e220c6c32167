package alluxio.admission.policy;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.configuration.RuleExemption;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An exemption's name")
class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "profiler-*, profiler-, true",
        "profiler-*, profiler-7, true",
        "profiler-*, a-profiler-7, false",
        "*-x, a-x, true",
        "*-x, a-x-b, false",
        "a*b*c, a1b2c, true",
        "a*b*c, abc, true",
        "a*b*c, acb, false",
        "a*a, a, false",
        "*, anything, true",
        "a.b, axb, false",
        "a, a, true"
    })
    @DisplayName("has stars for any text, and nothing else that is special")
    void globs(String pattern, String name, boolean matches) {
        RuleExemption exemption = new RuleExemption("r", Optional.empty(), Optional.of(pattern), "why", LocalDate.MAX);
        assertThat(exemption.isAbout("r", "default", name)).isEqualTo(matches);
    }
}
