package alluxio.admission.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseImageTest {
    private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(strings = {"registry.example/base", "registry.example/base:12", "registry.example/base:latest"})
    void aBaseThatMayBeAnotherTomorrowIsRefused(String reference) {
        assertThatThrownBy(() -> BaseImage.named(reference))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(reference)
                .hasMessageContaining("@sha256:");
    }

    @Test
    void whatIsNoReferenceIsRefused() {
        assertThatThrownBy(() -> BaseImage.named("base" + DIGEST.substring(0, 20)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("image.base");
    }

    @Test
    void aBaseByDigestIsNamedInTheImage() {
        assertThat(BaseImage.named("registry.example/base" + DIGEST).name()).contains("registry.example/base" + DIGEST);
    }
}
