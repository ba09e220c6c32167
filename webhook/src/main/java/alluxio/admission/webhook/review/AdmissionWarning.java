package alluxio.admission.webhook.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import alluxio.admission.model.Excerpt;
import alluxio.admission.model.VisibleText;

/**
 * A warning of the API server to the user who changes an object.
 *
 * @param text all of it
 * @param subject rule and place, for the short form; empty where the text has no such parts
 * @param action what to do, for the short form
 */
public record AdmissionWarning(String text, String subject, String action) {
    /** How many characters of a text are looked at. */
    private static final int MAX_LENGTH = 4_096;

    /** How many bytes of the subject the action leaves at least. */
    private static final int MIN_SUBJECT_BYTES = 64;

    private static final String ELLIPSIS = "…";
    private static final int ELLIPSIS_BYTES = size(ELLIPSIS);

    /** A text that says what to do at its end. */
    public static AdmissionWarning of(String text) {
        return new AdmissionWarning(text, "", "");
    }

    /** One line without characters that a terminal obeys. It travels in an HTTP header, where they are not allowed either. */
    String line() {
        return line(text);
    }

    /** At most so many bytes of UTF-8 that say what it is about, where, and what to do. */
    String shortLine(int maxBytes) {
        String line = line();
        if (size(line) <= maxBytes) {
            return line;
        }
        if (action.isEmpty()) {
            return shorten(line, maxBytes);
        }
        String end = ": " + line(action);
        int room = Math.max(MIN_SUBJECT_BYTES, maxBytes - size(end));
        return start(shorten(line(subject), room) + end, maxBytes);
    }

    private static String line(String text) {
        return VisibleText.line(
                Excerpt.cut(text, MAX_LENGTH).replaceAll("\\p{Cntrl}+", " ").strip());
    }

    /** Leaves out the middle: the beginning says what it is about, and the end says what to do. */
    private static String shorten(String line, int maxBytes) {
        if (size(line) <= maxBytes) {
            return line;
        }
        int room = maxBytes - ELLIPSIS_BYTES;
        int from = line.length();
        int bytes = 0;
        while (from > 0) {
            int character = line.codePointBefore(from);
            bytes += size(Character.toString(character));
            if (bytes > room - room / 3) {
                break;
            }
            from -= Character.charCount(character);
        }
        return start(line.substring(0, from), room / 3 + ELLIPSIS_BYTES) + line.substring(from);
    }

    /** The beginning, cut between two characters. */
    private static String start(String line, int maxBytes) {
        if (size(line) <= maxBytes) {
            return line;
        }
        int end = 0;
        int bytes = ELLIPSIS_BYTES;
        while (end < line.length()) {
            int character = line.codePointAt(end);
            bytes += size(Character.toString(character));
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(character);
        }
        return line.substring(0, end) + ELLIPSIS;
    }

    static int size(String text) {
        return text.getBytes(UTF_8).length;
    }
}
