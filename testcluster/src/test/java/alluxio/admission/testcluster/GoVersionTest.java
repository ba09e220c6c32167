package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GoVersionTest {

    @Test
    void readsWhatGoPrints() {
        assertThat(GoVersion.parse("go1.26.8")).isEqualTo(new GoVersion(1, 26, 8));
        assertThat(GoVersion.parse("1.26.0")).isEqualTo(new GoVersion(1, 26, 0));
        assertThat(GoVersion.parse("go1.27rc1")).isEqualTo(new GoVersion(1, 27, 0));
        assertThat(GoVersion.parse("go1.26.8 X:nocoverageredesign")).isEqualTo(new GoVersion(1, 26, 8));
    }

    @Test
    void comparesNumbersAndNotText() {
        assertThat(GoVersion.parse("go1.9.1")).isLessThan(GoVersion.parse("1.26.0"));
        assertThat(GoVersion.parse("go1.26.10")).isGreaterThan(GoVersion.parse("1.26.9"));
    }

    @Test
    void refusesOtherText() {
        assertThatThrownBy(() -> GoVersion.parse("devel")).isInstanceOf(TestClusterException.class);
    }
}
