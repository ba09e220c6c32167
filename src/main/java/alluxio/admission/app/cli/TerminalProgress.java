package alluxio.admission.app.cli;

import alluxio.admission.manifest.input.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress as one line on a terminal, which is overwritten, and removed before anything else is printed. Nothing is shown in
 * the first second. Not thread-safe.
 */
final class TerminalProgress implements Progress {
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final long NEXT_NANOS = 200_000_000L;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream terminal;
    private final LongSupplier nanos;
    private long due;
    private boolean shown;

    TerminalProgress(PrintStream terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
        this.due = nanos.getAsLong() + FIRST_NANOS;
    }

    @Override
    public void at(String work, long done, long total) {
        long now = nanos.getAsLong();
        if (now - due < 0) {
            return;
        }
        due = now + NEXT_NANOS;
        String line = total == 0
                ? String.format(Locale.ROOT, "%s: %,d", work, done)
                : String.format(Locale.ROOT, "%s: %,d of %,d", work, done, total);
        terminal.print(CLEAR_LINE + line + "…");
        terminal.flush();
        shown = true;
    }

    /** Removes the line before something else is printed. */
    void clear() {
        if (shown) {
            terminal.print(CLEAR_LINE);
            terminal.flush();
            shown = false;
        }
    }
}
