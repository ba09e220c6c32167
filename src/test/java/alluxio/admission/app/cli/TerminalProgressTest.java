package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Progress on a terminal")
class TerminalProgressTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();
    private final TerminalProgress progress = new TerminalProgress(terminal, clock::get);

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("is not shown for what is quick")
    void quick() {
        progress.at("deciding on pods", 1, 2);
        clock.set(900_000_000L);
        progress.at("deciding on pods", 2, 2);
        progress.clear();
        assertThat(text()).isEmpty();
    }

    @Test
    @DisplayName("is one line that is overwritten five times a second, and gone before anything else")
    void slow() {
        Console console =
                new Console(new ByteArrayInputStream(new byte[0]), terminal, terminal, false, Optional.of(progress));
        clock.set(1_000_000_000L);
        console.progress().at("deciding on pods", 1_234, 20_000);
        clock.addAndGet(100_000_000L);
        console.progress().at("deciding on pods", 1_300, 20_000);
        clock.addAndGet(100_000_000L);
        console.progress().at("deciding on pods", 1_400, 20_000);
        console.report("a line");
        console.report("another");
        assertThat(text())
                .isEqualTo("\r\u001b[Kdeciding on pods: 1,234 of 20,000…\r\u001b[Kdeciding on pods: 1,400 of 20,000…"
                        + "\r\u001b[Ka line\nanother\n");
    }
}
