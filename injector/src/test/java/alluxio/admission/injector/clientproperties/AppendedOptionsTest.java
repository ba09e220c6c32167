package alluxio.admission.injector.clientproperties;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.status.Digests;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Appended options")
class AppendedOptionsTest {
    private static final String APPENDED = "-Da=1 -Db=2";

    @Test
    @DisplayName("are found at the end of the value by their digest")
    void found() {
        assertThat(AppendedOptions.start("-Xmx1g " + APPENDED, Digests.of(APPENDED)))
                .contains(7);
        assertThat(AppendedOptions.start(APPENDED, Digests.of(APPENDED))).contains(0);
    }

    @Test
    @DisplayName("are not found once they were edited")
    void edited() {
        assertThat(AppendedOptions.start("-Xmx1g -Da=1 -Db=3", Digests.of(APPENDED)))
                .isEmpty();
        assertThat(AppendedOptions.start("", Digests.of(APPENDED))).isEmpty();
    }

    @Test
    @DisplayName("of several runs are found one behind the other")
    void severalRuns() {
        assertThat(AppendedOptions.start("-X -Da=1 -Dc=3", Digests.of("-Da=1") + "+" + Digests.of("-Dc=3")))
                .contains(3);
    }
}
