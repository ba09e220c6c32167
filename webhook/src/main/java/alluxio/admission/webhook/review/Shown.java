package alluxio.admission.webhook.review;

import alluxio.admission.model.VisibleText;

/**
 * Text from outside, fit to be shown: in a message, a log line, a terminal. Bounded, and without control characters,
 * which could start a line of their own or move the cursor.
 */
public final class Shown {

    /** How many characters of a value from outside a message or a log line repeats. */
    public static final int LONGEST = 256;

    private static final String ELLIPSIS = "…";

    private Shown() {}

    /** On one line, cut to {@value #LONGEST} characters; control characters are written as escapes. */
    public static String line(String text) {
        return VisibleText.line(cut(text, LONGEST));
    }

    /** As {@link #line}, in quotes. */
    static String quoted(String text) {
        return '"' + line(text) + '"';
    }

    /** At most so many characters, with an ellipsis where more follow. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - ELLIPSIS.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + ELLIPSIS;
    }
}
