package alluxio.admission.webhook.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolledFilesTest {
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path folder = Path.of("");

    private final List<Integer> told = new ArrayList<>();
    private Path file = Path.of("");
    private @Nullable PolledFiles<Integer> opened;

    @BeforeEach
    void open() throws IOException {
        file = Files.writeString(folder.resolve("number"), "1");
        opened = open(file);
        opened.onChange(told::add);
    }

    @AfterEach
    void close() {
        number().close();
    }

    @Test
    void newContentsAreInForceOnce() throws IOException {
        write("2");
        number().poll();

        assertThat(number().current()).isEqualTo(2);
        assertThat(told).containsExactly(2);
        assertThat(number().reloads()).isEqualTo(1);
        assertThat(number().failures()).isZero();
    }

    @Test
    void contentsThatCannotBeUsedKeepTheOldValueAndCountOnce() throws IOException {
        write("two");
        number().poll();

        assertThat(number().current()).isEqualTo(1);
        assertThat(number().problem()).contains("\"two\"");
        assertThat(number().failures()).isEqualTo(1);

        write("three");
        assertThat(number().failures()).isEqualTo(2);
        write("1");
        assertThat(number().problem()).isEmpty();
    }

    @Test
    void aProblemIsOverWhenTheSameContentsCanBeReadAgain() throws IOException {
        Files.delete(file);
        number().poll();
        number().poll();
        assertThat(number().problem()).contains("number");
        assertThat(number().failures()).isEqualTo(1);

        write("1");
        assertThat(number().problem()).isEmpty();
        assertThat(number().reloads()).isZero();
    }

    @Test
    void contentsThatCouldNotBeUsedAreStillAProblemAfterTheyWereUnreadable() throws IOException {
        write("two");
        Files.delete(file);
        number().poll();
        write("two");

        assertThat(number().problem()).contains("\"two\"");
    }

    @Test
    void aListenerThatThrowsDoesNotStopTheOthers() throws IOException {
        PolledFiles<Integer> other = open(file);
        other.onChange(_ -> {
            throw new IllegalStateException("a bug in a listener");
        });
        other.onChange(told::add);
        Files.writeString(file, "2");
        other.poll();
        other.close();

        assertThat(told).containsExactly(2);
    }

    @Test
    void theFirstContentsHaveToBeUsable() {
        assertThatThrownBy(() -> open(folder.resolve("absent"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> open(Files.writeString(folder.resolve("bad"), "x")))
                .isInstanceOf(NumberFormatException.class);
    }

    private PolledFiles<Integer> number() {
        return Objects.requireNonNull(opened);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        number().poll();
    }

    private static PolledFiles<Integer> open(Path path) throws IOException {
        return PolledFiles.open(
                new PolledFiles.Source("number", List.of(path), Files::readAllBytes),
                NEVER,
                contents -> Integer.parseInt(new String(contents.getFirst(), UTF_8)));
    }
}
