package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A version of Alluxio")
class AlluxioVersionTest {
    @ParameterizedTest
    @CsvSource({
        "alluxio/alluxio:2.9.6, 2.9",
        "registry.example:5000/alluxio:2.10.0-SNAPSHOT, 2.10",
        "alluxio:v2.8, 2.8",
        "alluxio:2.4.1-2@sha256:12ab, 2.4",
        "alluxio, none",
        "registry.example:2.9/alluxio, none",
        "alluxio@sha256:2.9, none",
        "alluxio:latest, none",
        "alluxio:2, none",
        "alluxio:20230101, none"
    })
    @DisplayName("is read from an image's tag")
    void image(String image, String version) {
        assertThat(AlluxioVersion.ofImage(image).map(AlluxioVersion::toString).orElse("none"))
                .isEqualTo(version);
    }

    @Test
    @DisplayName("is ordered by numbers, not by letters")
    void order() {
        assertThat(new AlluxioVersion(2, 10).isAtLeast(2, 9)).isTrue();
        assertThat(new AlluxioVersion(2, 9).isAtLeast(2, 10)).isFalse();
        assertThat(new AlluxioVersion(3, 0).isAtLeast(2, 10)).isTrue();
    }
}
