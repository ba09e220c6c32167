package alluxio.admission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The length of a text in UTF-8")
class Utf8Test {
    @Test
    @DisplayName("is what the JDK's encoder makes")
    void length() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            String text = random.ints(random.nextInt(20), 0, 0x110000)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    @DisplayName("counts half of a surrogate pair as the replacement character")
    void halves() {
        assertThat(Utf8.length("\uD83D")).isEqualTo(3);
        assertThat(Utf8.length("\uDE00\uD83Da")).isEqualTo(7);
    }
}
