package alluxio.admission.webhook.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import alluxio.admission.model.Excerpt;
import alluxio.admission.model.VisibleText;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the warnings of one answer within what the API server passes on: it cuts and drops on its own beyond that, and
 * what it drops is the end, without a word. Sizes are bytes of UTF-8.
 */
public final class WarningBudget {

    /** The bytes of one warning. */
    public static final int BYTES_EACH = 256;

    /** The bytes of all warnings of one answer. */
    public static final int BYTES_IN_ALL = 4_096;

    /** How many characters of a warning are looked at. */
    private static final int LONGEST_READ = 4 * BYTES_EACH;

    private static final String ELLIPSIS = "…";

    private WarningBudget() {}

    /**
     * The warnings that fit, each cut to size, in their order; when some do not fit, the last one says how many.
     *
     * @param warnings gravest first
     */
    public static List<String> fit(List<String> warnings) {
        List<String> fitting = new ArrayList<>();
        int used = 0;
        // What is kept must leave room for the line about the rest, unless there is no rest.
        for (String warning : warnings) {
            String line = cut(warning);
            int left = warnings.size() - fitting.size() - 1;
            used += size(line);
            if (used + (left == 0 ? 0 : size(more(left))) > BYTES_IN_ALL) {
                break;
            }
            fitting.add(line);
        }
        if (fitting.size() < warnings.size()) {
            fitting.add(more(warnings.size() - fitting.size()));
        }
        return List.copyOf(fitting);
    }

    private static String more(int count) {
        return "and " + count + " more";
    }

    /** One line of at most {@link #BYTES_EACH}, cut between two characters. */
    private static String cut(String warning) {
        // A warning travels in an HTTP header, where control characters are not allowed.
        // Neither are they, nor marks that turn text around, for the terminal that it is printed on.
        String line = VisibleText.line(Excerpt.cut(warning, LONGEST_READ)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip());
        if (size(line) <= BYTES_EACH) {
            return line;
        }
        int room = BYTES_EACH - size(ELLIPSIS);
        int end = 0;
        int bytes = 0;
        while (end < line.length()) {
            int character = line.codePointAt(end);
            bytes += size(Character.toString(character));
            if (bytes > room) {
                break;
            }
            end += Character.charCount(character);
        }
        return line.substring(0, end) + ELLIPSIS;
    }

    private static int size(String text) {
        return text.getBytes(UTF_8).length;
    }
}
