package alluxio.admission.model.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A quantity")
class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1Gi, 1073741824",
        "1G, 1000000000",
        "1.5Ki, 1536",
        "500m, 1",
        "1e3, 1000",
        "+2k, 2000",
        "99999999999999999999E, 9223372036854775807"
    })
    @DisplayName("is a whole number, rounded up")
    void whole(String text, long expected) {
        assertThat(Quantity.parse(text).orElseThrow().whole()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Gi", "1GB", "1 Gi", "-1", "1e999999999", "123456789012345678901"})
    @DisplayName("is nothing else")
    void none(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("is compared by its amount, and shown in Gi or Mi")
    void compared() {
        assertThat(Quantity.parse("1024Mi").orElseThrow())
                .isEqualByComparingTo(Quantity.parse("1Gi").orElseThrow());
        assertThat(Quantity.ofBytes(1L << 30)).isEqualTo("1Gi");
        assertThat(Quantity.ofBytes((3L << 29) + 1)).isEqualTo("1.6Gi");
        assertThat(Quantity.ofBytes(1)).isEqualTo("1Mi");
    }
}
