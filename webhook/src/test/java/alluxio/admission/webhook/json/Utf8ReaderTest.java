package alluxio.admission.webhook.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ReaderTest {

    /** Each boundary between lengths of a character, and each way that a buffer can end within one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 4_000})
    void allCharactersAreReadAsTheJdkReadsThem(int buffer) {
        StringBuilder text = new StringBuilder();
        for (int character : new int[] {0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff}) {
            text.append("a".repeat(ThreadLocalRandom.current().nextInt(3))).appendCodePoint(character);
        }
        assertThat(read(text.toString().getBytes(UTF_8), buffer)).isEqualTo(text.toString());
    }

    private static String read(byte[] bytes, int buffer) {
        StringBuilder all = new StringBuilder();
        try (Utf8Reader reader = new Utf8Reader(bytes)) {
            char[] into = new char[buffer];
            for (int read = reader.read(into, 0, buffer); read >= 0; read = reader.read(into, 0, buffer)) {
                all.append(into, 0, read);
            }
        }
        return all.toString();
    }
}
