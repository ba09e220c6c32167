package alluxio.admission.model.alluxio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change of Alluxio")
class ReleaseChangeTest {
    @Test
    @DisplayName("is in a release, is not, or is not known to be")
    void known() {
        assertThat(ReleaseChange.LIBFUSE_IN_MAIN_IMAGE.isIn(release("2.6.1"))).isTrue();
        assertThat(ReleaseChange.LIBFUSE_IN_MAIN_IMAGE.isNotIn(release("2.6.0")))
                .isTrue();
        assertThat(ReleaseChange.LIBFUSE_IN_MAIN_IMAGE.isIn(release("2.6"))).isFalse();
        assertThat(ReleaseChange.LIBFUSE_IN_MAIN_IMAGE.isNotIn(release("2.6"))).isFalse();
        assertThat(ReleaseChange.FUSE_ARGUMENTS.isIn(Optional.empty())).isFalse();
        assertThat(ReleaseChange.FUSE_ARGUMENTS.isNotIn(Optional.empty())).isFalse();
        assertThat(ReleaseChange.FUSE_ARGUMENTS.isIn(release("2.10"))).isTrue();
    }

    @Test
    @DisplayName("is named by the release that has it first")
    void since() {
        assertThat(ReleaseChange.FUSE_OPTIONS_EXPANDED.since()).isEqualTo("2.4.1");
        assertThat(ReleaseChange.FUSE_ARGUMENTS.since()).isEqualTo("2.8");
    }

    private static Optional<AlluxioRelease> release(String text) {
        return AlluxioRelease.parse(text);
    }
}
