package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Alluxio 2")
class VersionRecognitionTest {
    @ParameterizedTest(name = "{0} {1} profile {2}: {3}")
    @CsvSource({
        "alluxio/alluxio:2.9.6, worker-only, none, true",
        "alluxio/alluxio:1.8.1, worker, none, false",
        "alluxio/alluxio:3.0.0, worker-only, none, false",
        "alluxio/alluxio@sha256:1, worker-only, none, true",
        "alluxio/alluxio@sha256:1, worker-only, 3.2.0, false",
        "alluxio/alluxio:2.9.6, worker-only, 3.2.0, true",
        "alluxio/alluxio:2.9.6, alluxio process start worker, none, false",
        "alluxio/alluxio-enterprise:AI-3.6, worker-only, none, false",
        "alluxio/alluxio-enterprise:AI-3.6-12.0.2, worker-only, 2.9.6, false",
        "r.example:5000/alluxio-enterprise:2.8.0-1.2, worker-only, none, true",
        "r.example:5000/alluxio-enterprise@sha256:1, worker-only, none, false",
        "r.example:5000/alluxio-enterprise@sha256:1, worker-only, 2.9.6, true",
        "'', worker-only, none, true"
    })
    @DisplayName("is known by the command line, the tag, the profile and the edition, in this order")
    void recognised(String image, String words, String configured, boolean expected) {
        assertThat(VersionRecognition.isAlluxio2(
                        ImageReference.parse(image),
                        List.of(words.split(" ")),
                        Optional.of(Role.WORKER),
                        AlluxioRelease.parse(configured)))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("has no coordinator")
    void coordinator() {
        assertThat(VersionRecognition.isAlluxio2(
                        ImageReference.parse("alluxio/alluxio:2.9.6"),
                        List.of(),
                        Optional.of(Role.COORDINATOR),
                        Optional.empty()))
                .isFalse();
    }
}
