package alluxio.admission.injector.patch;

import alluxio.admission.model.alluxio.OptionSpans;
import alluxio.admission.model.alluxio.OptionSpans.Span;
import java.util.Optional;

/**
 * The value of a variable as its container gets it.
 *
 * @param text with its references replaced; those whose value is not known here stay as they are written
 * @param unknown a reference that may hold any options, or why the text is not expanded; empty if all options are known
 */
public record ExpandedVariable(String text, Optional<String> unknown) {
    /**
     * Stands before a reference whose value is not known. It is no character of Unicode; in a text of the user it can only make the
     * text unknown.
     */
    private static final char MARK = '\uffff';

    static final ExpandedVariable NONE = new ExpandedVariable("", Optional.empty());

    /** Why not all options in the variable of this name are known, for messages; empty if they are. */
    public Optional<String> unknownReason(String name) {
        return unknown.isEmpty()
                ? unknown
                : Optional.of(name + " has " + unknown.get() + ", whose options are unknown here");
    }

    /** How an expansion writes a reference whose value is not known. */
    static String unknown(String name) {
        return MARK + "$(" + name + ")";
    }

    /** Reads an expanded text with marks. */
    static ExpandedVariable ofMarked(String marked) {
        if (marked.indexOf(MARK) < 0) {
            return new ExpandedVariable(marked, Optional.empty());
        }
        Optional<String> unknown = OptionSpans.of(marked).stream()
                .filter(span -> mayHoldOptions(marked, span))
                .findFirst()
                .map(span -> reference(marked, marked.indexOf(MARK, span.start())));
        return new ExpandedVariable(marked.replace(String.valueOf(MARK), ""), unknown);
    }

    /**
     * Whether an unknown reference in an option may be more than a value in that option. It is taken for a value where the option
     * and, in a system property, its name stand before it: {@code -Dpassword=$(PASSWORD)}, {@code -javaagent:$(AGENT)}.
     */
    private static boolean mayHoldOptions(String marked, Span span) {
        String option = span.in(marked);
        int mark = option.indexOf(MARK);
        String before = mark < 0 ? "" : option.substring(0, mark);
        boolean isValue =
                before.length() > 1 && before.startsWith("-") && (!before.startsWith("-D") || before.indexOf('=') > 0);
        return mark >= 0 && !isValue;
    }

    private static String reference(String marked, int mark) {
        int end = marked.indexOf(')', mark);
        return marked.substring(mark + 1, end < 0 ? marked.length() : end + 1);
    }
}
