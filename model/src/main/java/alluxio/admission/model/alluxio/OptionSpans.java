package alluxio.admission.model.alluxio;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the options of a variable such as {@code JAVA_TOOL_OPTIONS} stand in its text, split as {@link JavaToolOptions} splits
 * them: at white space outside quotes. An option behind an open quote reaches to the end.
 */
public final class OptionSpans {
    /**
     * An option as it is written, with its quotes.
     *
     * @param end the position behind it
     */
    public record Span(int start, int end) {
        public String in(String value) {
            return value.substring(start, end);
        }
    }

    private OptionSpans() {}

    /** The options, in the order of the text. */
    public static List<Span> of(String value) {
        List<Span> spans = new ArrayList<>();
        int start = -1;
        char quote = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quote == 0 && JavaToolOptions.isSpace(c)) {
                if (start >= 0) {
                    spans.add(new Span(start, i));
                }
                start = -1;
                continue;
            }
            start = start < 0 ? i : start;
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        if (start >= 0) {
            spans.add(new Span(start, value.length()));
        }
        return spans;
    }
}
