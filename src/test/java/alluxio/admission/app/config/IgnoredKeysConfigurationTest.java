package alluxio.admission.app.config;

import static alluxio.admission.app.config.ReadConfigurations.PROFILE;
import static alluxio.admission.app.config.ReadConfigurations.loaded;
import static alluxio.admission.app.config.ReadConfigurations.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import alluxio.admission.model.Limits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("injection.ignoredKeys")
class IgnoredKeysConfigurationTest {
    static final List<String> OWN = Keys.ALL;

    @ParameterizedTest
    @FieldSource("OWN")
    @DisplayName("has no key of this product")
    void own(String key) {
        assertThat(rejected(keys("[" + key + "]")))
                .singleElement()
                .asString()
                .contains("is a key of alluxio-admission, which cannot be ignored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com/x", "alluxio.io", "alluxio.io/", "alluxio.io/a*b", "alluxio.io/-a", "*"})
    @DisplayName("has keys with the prefix, or their beginning")
    void format(String key) {
        assertThat(rejected(keys("['" + key + "']")))
                .singleElement()
                .asString()
                .contains("must be a key of another product that starts with alluxio.io/");
    }

    @Test
    @DisplayName("has as many entries as the limit, and none beyond")
    void limit() {
        assertThat(loaded(keys(many(Limits.IGNORED_KEYS))).remarks()).isEmpty();
        assertThat(rejected(keys(many(Limits.IGNORED_KEYS + 1))))
                .singleElement()
                .asString()
                .contains("the list has 51 entries; the limit is 50");
    }

    private static String keys(String list) {
        return PROFILE + "injection: {ignoredKeys: " + list + "}\n";
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "alluxio.io/k" + i)
                .toList()
                .toString();
    }
}
