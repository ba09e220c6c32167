package alluxio.admission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Did you mean")
class DidYouMeanTest {
    private static final List<String> WORDS = List.of("short-circuit", "fuse", "hdfs", "host-aliases");

    @ParameterizedTest
    @CsvSource({
        "fues, fuse",
        "FUSE, fuse",
        "shortcircuit, short-circuit",
        "short_circuit, short-circuit",
        "short-circiut, short-circuit",
        "hostaliases, host-aliases",
        "host-alias, host-aliases",
        "hdf, hdfs",
        "speed, ''",
        "'', ''",
        "completely-different, ''",
    })
    @DisplayName("finds what is near, and nothing else")
    void nearest(String word, String expected) {
        assertThat(DidYouMean.nearest(word, WORDS).orElse("")).isEqualTo(expected);
    }
}
