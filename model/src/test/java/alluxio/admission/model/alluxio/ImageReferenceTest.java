package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The name of an image")
class ImageReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "alluxio, alluxio, none, none",
        "alluxio/alluxio:2.9.6, alluxio/alluxio, 2.9.6, none",
        "alluxio@sha256:12ab, alluxio, none, sha256:12ab",
        "r.example:5000/x/alluxio:2.9@sha256:12ab, r.example:5000/x/alluxio, 2.9, sha256:12ab",
        "r.example:5000/alluxio, r.example:5000/alluxio, none, none",
        "'', '', none, none"
    })
    @DisplayName("is taken apart; a colon before the last slash is a port")
    void parts(String image, String repository, String tag, String digest) {
        ImageReference parsed = ImageReference.parse(image);
        assertThat(parsed.repository()).isEqualTo(repository);
        assertThat(parsed.tag().orElse("none")).isEqualTo(tag);
        assertThat(parsed.digest().orElse("none")).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({
        "alluxio/alluxio:2.9.6, true",
        "alluxio, true",
        "alluxio/alluxio-fuse:2.5.0, true",
        "r.example:5000/x/alluxio-enterprise:AI-3.6-12.0.2, true",
        "r.example/alluxio@sha256:12ab, true",
        "alluxio:5000/app, false",
        "spark-alluxio:3, false",
        "alluxio-fuse-client, false",
        "alluxio/app, false"
    })
    @DisplayName("is one of Alluxio's by its last part")
    void alluxio(String image, boolean expected) {
        assertThat(ImageReference.parse(image).isAlluxio()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "alluxio/alluxio, true, false",
        "docker.io/alluxio/alluxio:2.9.6, true, false",
        "index.docker.io/alluxio/alluxio-fuse@sha256:1, false, true",
        "r.example/alluxio/alluxio:2.9.6, false, false"
    })
    @DisplayName("is official only on Docker Hub")
    void official(String image, boolean main, boolean fuse) {
        assertThat(ImageReference.parse(image).isOfficial()).isEqualTo(main);
        assertThat(ImageReference.parse(image).isOfficialFuse()).isEqualTo(fuse);
    }

    @Test
    @DisplayName("is open without a digest, and with the tag latest or none")
    void open() {
        assertThat(ImageReference.parse("alluxio/alluxio").isOpen()).isTrue();
        assertThat(ImageReference.parse("alluxio/alluxio:latest").isOpen()).isTrue();
        assertThat(ImageReference.parse("alluxio/alluxio:latest@sha256:1").isOpen())
                .isFalse();
        assertThat(ImageReference.parse("alluxio/alluxio:edge").isOpen()).isFalse();
    }
}
