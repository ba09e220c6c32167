package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "3s, PT3S",
        "1m30s, PT1M30S",
        "500ms, PT0.5S",
        "1.5h, PT1H30M",
        ".5s, PT0.5S",
        "2.s, PT2S",
        "1h0m0s, PT1H",
        "10us, PT0.00001S",
        "10µs, PT0.00001S",
        "1ns, PT0.000000001S"
    })
    void goDurationsAreParsed(String text, Duration duration) {
        assertThat(GoDuration.parsePositive(text)).hasValue(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0s",
                "3",
                "s",
                ".s",
                "-3s",
                "+3s",
                "3 s",
                "3S",
                "3s ",
                "1d",
                "1e3s",
                "0.1ns",
                "9999999999h",
                "11111111111111111111111111111111111111111111111s"
            })
    void otherTextsAreRefused(String text) {
        assertThat(GoDuration.parsePositive(text)).isEmpty();
    }
}
