package alluxio.admission.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final String LONG = "x".repeat(Excerpt.LENGTH + 1);

    @Test
    void aTextAtTheLimitIsWhole() {
        assertThat(Excerpt.of("x".repeat(Excerpt.LENGTH))).hasSize(Excerpt.LENGTH);
    }

    @Test
    void aLongerOneIsCutAndSaysItsLength() {
        assertThat(Excerpt.of(LONG)).isEqualTo("x".repeat(Excerpt.LENGTH) + "… (257 characters)");
    }

    @Test
    void noCharacterIsCutInHalf() {
        assertThat(Excerpt.of("x".repeat(Excerpt.LENGTH - 1) + "😀")).startsWith("x".repeat(Excerpt.LENGTH - 1) + "…");
        assertThat(Excerpt.cut("xx😀x", 4)).isEqualTo("xx…");
    }

    @Test
    void aLineShowsWhatATerminalObeys() {
        assertThat(Excerpt.quoted("a\u001b\n")).isEqualTo("\"a\\u001b\\n\"");
    }

    @Test
    void aCutTextHasAtMostItsLength() {
        assertThat(Excerpt.cut("abcd", 4)).isEqualTo("abcd");
        assertThat(Excerpt.cut("abcde", 4)).isEqualTo("abc…");
    }
}
