package alluxio.admission.app.cli;

import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command reads and writes. Colour only goes to a terminal.
 *
 * @param out results, for other programs to read
 * @param err reports, for people to read
 */
public record Console(InputStream in, PrintStream out, PrintStream err, boolean colour) {

    /** The process' own streams, in UTF-8 whatever the locale. */
    public static Console system(Map<String, String> environment) {
        boolean terminal = Optional.ofNullable(System.console())
                .map(java.io.Console::isTerminal)
                .orElse(false);
        boolean wanted = !environment.containsKey("NO_COLOR") && !"dumb".equals(environment.get("TERM"));
        return new Console(
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                terminal && wanted);
    }

    /** What the colours mean. */
    enum Tone {
        GOOD(32),
        BAD(31),
        CAREFUL(33),
        QUIET(2),
        TITLE(1);

        private final int code;

        Tone(int code) {
            this.code = code;
        }
    }

    PrintWriter outWriter() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    PrintWriter errWriter() {
        return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }

    String paint(Tone tone, String text) {
        return colour ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
    }
}
