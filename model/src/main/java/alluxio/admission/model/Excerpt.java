package alluxio.admission.model;

/**
 * Text from outside as a message, a log line or a report repeats it: cut where it is longer than {@value #LENGTH} characters,
 * so that no input makes an output of its own size.
 */
public final class Excerpt {
    /** How many characters of a text are repeated: the longest name of Kubernetes has 253. */
    public static final int LENGTH = 256;

    private static final String ELLIPSIS = "…";

    private Excerpt() {}

    /** The text, or its first {@value #LENGTH} characters followed by how many it has. */
    public static String of(String text) {
        return text.length() <= LENGTH ? text : start(text, LENGTH) + ELLIPSIS + " (" + text.length() + " characters)";
    }

    /** As {@link #of}, on one line and without characters that a terminal obeys: see {@link VisibleText#line}. */
    public static String line(String text) {
        return VisibleText.line(of(text));
    }

    /** As {@link #line}, in quotes. */
    public static String quoted(String text) {
        return '"' + line(text) + '"';
    }

    /** At most {@code longest} characters; the last one is an ellipsis where the text has more. */
    public static String cut(String text, int longest) {
        return text.length() <= longest ? text : start(text, longest - ELLIPSIS.length()) + ELLIPSIS;
    }

    /** Ends before a character that does not fit whole. */
    private static String start(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
