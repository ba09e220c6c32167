package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A release of Alluxio")
class AlluxioReleaseTest {
    @ParameterizedTest
    @CsvSource({
        "alluxio/alluxio:2.9.6, 2.9.6",
        "registry.example:5000/alluxio:2.10.0-SNAPSHOT, 2.10.0",
        "alluxio:2.4.1-2@sha256:12ab, 2.4.1",
        "alluxio:v2.8, 2.8",
        "registry.example:2.9.1/alluxio, none",
        "registry.example:1.2.3-x/alluxio:2.9, 2.9",
        "alluxio@sha256:2.9.1, none",
        "alluxio:latest, none"
    })
    @DisplayName("is read from an image's tag")
    void image(String image, String release) {
        assertThat(AlluxioRelease.ofImage(image).map(AlluxioRelease::toString).orElse("none"))
                .isEqualTo(release);
    }

    @Test
    @DisplayName("is compared by what is known of it")
    void compare() {
        assertThat(release("2.6.0").isBefore(2, 6, 1)).isTrue();
        assertThat(release("2.6.1").isBefore(2, 6, 1)).isFalse();
        assertThat(release("2.6").isBefore(2, 6, 1)).isFalse();
        assertThat(release("2.5").isBefore(2, 6, 1)).isTrue();
        assertThat(release("2.10.0").isBefore(2, 6, 1)).isFalse();
        assertThat(release("2.9").differsFrom(release("2.9.6"))).isFalse();
        assertThat(release("2.9.4").differsFrom(release("2.9.6"))).isTrue();
        assertThat(release("2.8").differsFrom(release("2.9"))).isTrue();
    }

    private static AlluxioRelease release(String tag) {
        return AlluxioRelease.ofImage("alluxio/alluxio:" + tag).orElseThrow();
    }
}
