package alluxio.admission.manifest.yaml;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Refuses texts that snakeyaml accepts and goyaml refuses or reads differently, by looking at the text itself. */
final class SourceChecks {
    // Groups repeat possessively: else Java's matcher recurses, and a long text overflows its stack.

    /** An escape of one, where the backslash is not escaped itself. */
    private static final Pattern SURROGATE =
            Pattern.compile("(?<!\\\\)(\\\\\\\\)*+\\\\(u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2}");

    /** A block scalar whose indentation is to be seen from its first line, which starts with a tab. */
    private static final Pattern TAB_FIRST = Pattern.compile("\\A[^|>]*[|>][-+]?[ \\t]*(#.*)?\\n(?: *\\n)*+ *\\t");

    private static final Pattern COMMENT = Pattern.compile("#[^\\n]*");

    /** Code points, which is what snakeyaml counts. */
    private final int[] text;

    private final int linesBefore;

    SourceChecks(String text, int linesBefore) {
        this.text = text.codePoints().toArray();
        this.linesBefore = linesBefore;
    }

    /** @throws YamlProblem when the scalar would be read differently */
    void scalar(ScalarEvent event) {
        int end = event.getEndMark().getIndex();
        String source = source(event.getStartMark().getIndex(), end);
        ScalarStyle style = event.getScalarStyle();
        if (style == ScalarStyle.DOUBLE_QUOTED && SURROGATE.matcher(source).find()) {
            throw problem(
                    event.getStartMark(), "half of a surrogate pair is escaped; write \\U0001F600, or the character");
        }
        if ((style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED)
                && TAB_FIRST.matcher(source).find()) {
            throw problem(
                    event.getStartMark(), "the first line starts with a tab; say how far it is indented, as in |2");
        }
        // {a:[1]}: goyaml reads on after a colon that no blank follows.
        if (style == ScalarStyle.PLAIN && is(end, ":") && is(end + 1, ",[]{}")) {
            throw problem(
                    event.getEndMark(),
                    "a space is missing after \":\"; kubectl would take the colon as part of the key");
        }
    }

    /** After {@code ? "key"} snakeyaml takes a scalar as the value although there is no colon. */
    void colon(int keyEnd, Event value) {
        int start = value.getStartMark().getIndex();
        boolean given = value instanceof ScalarEvent && value.getEndMark().getIndex() > start;
        String between = source(Math.min(keyEnd, start), start);
        if (given && COMMENT.matcher(between).replaceAll("").indexOf(':') < 0) {
            throw problem(value.getStartMark(), "a \":\" is missing before this value");
        }
    }

    /** Snakeyaml passes over unknown ones after the document. */
    void noDirective(int from) {
        for (int i = Math.max(from, 1); i < text.length; i++) {
            if (is(i, "%") && is(i - 1, "\n")) {
                int before =
                        (int) Arrays.stream(text, 0, i).filter(c -> c == '\n').count();
                throw new YamlProblem(
                        linesBefore + before + 1, 1, "a directive (%) cannot stand here; kubectl takes none");
            }
        }
    }

    private boolean is(int index, String oneOf) {
        return index < text.length && oneOf.indexOf(text[index]) >= 0;
    }

    private String source(int from, int to) {
        return new String(text, from, to - from);
    }

    private YamlProblem problem(Mark mark, String reason) {
        return new YamlProblem(linesBefore + mark.getLine() + 1, mark.getColumn() + 1, reason);
    }
}
