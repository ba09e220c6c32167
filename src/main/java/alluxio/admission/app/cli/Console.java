package alluxio.admission.app.cli;

import alluxio.admission.manifest.input.Progress;
import alluxio.admission.model.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * The streams of a command, and the only way in which text reaches stdout and stderr. Control characters are printed as
 * escapes; only {@link #data} writes text as it is.
 */
public final class Console {
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final TerminalColours colours;
    private final Optional<TerminalProgress> progress;

    /** A colour by its meaning. */
    enum Tone {
        GOOD("32"),
        BAD("31"),
        CAREFUL("33"),
        QUIET("02"),
        TITLE("01");

        private final String code;

        Tone(String code) {
            this.code = code;
        }

        /** Of ANSI's sequence, always two digits. */
        String code() {
            return code;
        }
    }

    /**
     * @param out results, for other programs to read
     * @param err reports, for people to read
     */
    public Console(InputStream in, PrintStream out, PrintStream err, boolean colour) {
        this(in, out, err, colour, Optional.empty());
    }

    Console(InputStream in, PrintStream out, PrintStream err, boolean colour, Optional<TerminalProgress> progress) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.colours = new TerminalColours(colour);
        this.progress = progress;
    }

    /** The streams of the process, in UTF-8 whatever the locale. Colour and progress are for terminals only. */
    public static Console system(Map<String, String> environment) {
        boolean terminal = Optional.ofNullable(System.console())
                .map(java.io.Console::isTerminal)
                .orElse(false);
        boolean dumb = "dumb".equals(environment.get("TERM"));
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return new Console(
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                err,
                terminal && !dumb && !environment.containsKey("NO_COLOR"),
                (terminal || errIsTerminal()) && !dumb
                        ? Optional.of(new TerminalProgress(err, System::nanoTime))
                        : Optional.empty());
    }

    /** For a server: what a command reports on stderr becomes lines of the log, so that all output is in the format of the log. */
    public static Console logging(Logger log) {
        return new Console(
                System.in, new PrintStream(System.out, true, StandardCharsets.UTF_8), new LogPrintStream(log), false);
    }

    /** Java recognises a terminal only if stdin and stdout are one, but results often go to a file. */
    private static boolean errIsTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // No Linux.
        }
    }

    InputStream in() {
        return in;
    }

    /** Whether colours are shown. */
    public boolean colour() {
        return colours.wanted();
    }

    Progress progress() {
        return progress.<Progress>map(terminal -> terminal).orElse(Progress.NONE);
    }

    /** A line for people, on stderr. */
    void report(String line) {
        clearProgress();
        err.println(colours.line(line));
    }

    /** A line of the result that people read, on stdout. */
    void result(String line) {
        clearProgress();
        out.println(colours.line(line));
    }

    void result(List<String> lines) {
        clearProgress();
        lines.forEach(line -> out.println(colours.line(line)));
        out.flush();
    }

    /** A result in JSON, on stdout, with control characters as JSON escapes: it parses to the same value. */
    void json(String json) {
        data(VisibleText.json(json));
    }

    /** This text as it is, on stdout. Its writer must have escaped control characters. */
    void data(String text) {
        clearProgress();
        out.print(text);
        out.flush();
    }

    /** A stack trace, on stderr, for a report of a bug. */
    void stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        clearProgress();
        err.println(text.toString()
                .replace("\t", "    ")
                .lines()
                .map(colours::line)
                .collect(Collectors.joining(System.lineSeparator())));
    }

    /** For help, which contains no input. */
    PrintWriter outWriter() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    /** For help, which contains no input. */
    PrintWriter errWriter() {
        return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }

    /** A part of a line in a colour. */
    String paint(Tone tone, String text) {
        return colours.paint(tone, text);
    }

    /** How many columns such a part takes. */
    int width(String text) {
        return colours.width(text);
    }

    private void clearProgress() {
        progress.ifPresent(TerminalProgress::clear);
    }
}
