package alluxio.admission.injector.clientproperties;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.Budget;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

@DisplayName("Appended options")
class AppendedOptionsTest {
    private static final String APPENDED = "-Da=1 -Db=\"2 3\"";

    private static AppendedOptions find(String value, String detail) {
        return AppendedOptions.find(
                new PodElement(
                        JsonNodeFactory.instance.objectNode().put("value", value), "/0", "env[0]", Budget.ofDecision()),
                detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "earlier"})
    @DisplayName("are found by what this version and earlier ones wrote, and the rest is left as it was")
    void found(String version) {
        String detail = version.equals("now") ? AppendedOptions.detail(APPENDED) : Digests.of(APPENDED);
        for (String before : new String[] {"", " ", "-Xmx1g ", "-Xmx1g  ", "\t-Da=2 "}) {
            for (String behind : new String[] {"", " -javaagent:/x.jar", "  -Da=12"}) {
                AppendedOptions options = find(before + APPENDED + behind, detail);
                String rest = before.isEmpty() ? behind : before.substring(0, before.length() - 1) + behind;
                assertThat(options.text()).isEqualTo(APPENDED);
                assertThat(options.rest())
                        .isEqualTo(before.isEmpty() && !behind.isEmpty() ? behind.substring(1) : rest);
                assertThat(AppendedOptions.missing(detail, options.digests())).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-Da=1 -Dx=9 -Db=\"2 3\",-Dx=9",
        "-Db=\"2 3\" -Da=1,''",
        "-Da=1 -Db=\"2 3\" -Da=1 -Db=\"2 3\",''",
        "-Dx=-Da=1 -Da=1 -Db=\"2 3\" '-D -Da=1 x',-Dx=-Da=1 '-D -Da=1 x'"
    })
    @DisplayName("are found with something between them, in another order, twice, but never inside another option")
    void anywhere(String value, String rest) {
        assertThat(find(value, AppendedOptions.detail(APPENDED)).rest()).isEqualTo(rest);
    }

    @ParameterizedTest
    @CsvSource({
        "-Xmx1g -Da=1, -Xmx1g -Da=1 -javaagent:/x.jar, true",
        "-Xmx1g -Da=1, -javaagent:/x.jar -Xmx1g -Da=1, true",
        "-Da=1, -Da=1 -javaagent:/x.jar, true",
        "-Da=1, -Xmx1g -Da=1, false",
        "-Da=1, -Da=11 -Da=1, false",
        "-Xmx2g -Da=1, -Xmx1g -Da=1, false"
    })
    @DisplayName("are the user's own in an earlier entry that the later one does not repeat")
    void repeated(String earlier, String later, boolean repeated) {
        String detail = AppendedOptions.detail("-Da=1");
        assertThat(find(earlier, detail).isRepeatedBy(find(later, detail))).isEqualTo(repeated);
    }

    @Test
    @DisplayName("are missing once they were edited; the others are found")
    void edited() {
        String detail = AppendedOptions.detail("-Da=1 -Db=2");
        assertThat(find("-Xmx1g -Da=1 -Db=3", detail).rest()).isEqualTo("-Xmx1g -Db=3");
        assertThat(AppendedOptions.missing(
                        detail, find("-Xmx1g -Da=1 -Db=3", detail).digests()))
                .containsExactly(Digests.of("-Db=2"));
        assertThat(find("-Xmx1g -Da=1 -Db=3", Digests.of("-Da=1 -Db=2")).spans())
                .isEmpty();
        assertThat(find("", detail).spans()).isEmpty();
    }

    @Test
    @DisplayName("of several runs are found one behind the other")
    void severalRuns() {
        String detail = Digests.of("-Da=1 -Db=2") + "+" + Digests.of("-Dc=3");
        assertThat(find("-X -Da=1 -Db=2 -Dc=3 -Y", detail).rest()).isEqualTo("-X -Y");
    }
}
