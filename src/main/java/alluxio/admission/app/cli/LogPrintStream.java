package alluxio.admission.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Printed lines as entries of a log, at level error: one for each {@link #println(String)}, and for each flush of other text. */
final class LogPrintStream extends PrintStream {
    private final Logger log;

    LogPrintStream(Logger log) {
        super(new Entries(log), true, StandardCharsets.UTF_8);
        this.log = log;
    }

    @Override
    public void println(@Nullable String line) {
        log.error(String.valueOf(line).strip());
    }

    private static final class Entries extends ByteArrayOutputStream {
        private final Logger log;

        Entries(Logger log) {
            this.log = log;
        }

        @Override
        public synchronized void flush() {
            String text = toString(StandardCharsets.UTF_8).strip();
            reset();
            if (!text.isEmpty()) {
                log.error(text);
            }
        }
    }
}
