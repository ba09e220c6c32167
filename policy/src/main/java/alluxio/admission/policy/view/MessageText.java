package alluxio.admission.policy.view;

import java.util.Collection;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Texts of an object as rules read and quote them, each in time that is linear in the text. */
public final class MessageText {
    /** The longest quotation in a message, in characters: a Kubernetes name with a word before it. */
    public static final int LONGEST_QUOTE = 300;

    /** How many of a list a message names. */
    public static final int MOST_NAMES = 10;

    private MessageText() {}

    /** Calls for each word between white space. */
    public static void split(String text, Consumer<String> word) {
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && !isSpace(text.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                word.accept(text.substring(start, i));
                start = -1;
            }
        }
    }

    /** The white space of {@code \\s} in regular expressions. */
    public static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** For messages: a list of names, the first {@value #MOST_NAMES} of it and how many more there are. */
    public static String list(Collection<String> names) {
        return list(names, ", ");
    }

    /** The same, with another text between the names. */
    public static String list(Collection<String> names, String between) {
        String shown = names.stream().limit(MOST_NAMES).map(MessageText::cut).collect(Collectors.joining(between));
        return names.size() <= MOST_NAMES ? shown : shown + " and " + (names.size() - MOST_NAMES) + " more";
    }

    /** For messages: the text, or its begin and end with how much is left out between them. */
    public static String cut(String text) {
        return cut(text, LONGEST_QUOTE);
    }

    /** The same, of at most about that many characters. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int head = longest * 2 / 3;
        int tail = longest / 4;
        return text.substring(0, head) + " … (" + (text.length() - head - tail) + " characters left out) … "
                + text.substring(text.length() - tail);
    }
}
