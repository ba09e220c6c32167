package alluxio.admission.model.view;

import java.util.Collection;

/** Quotes texts of an object in messages, so that a message stays short however long they are. */
public final class MessageText {
    /** The longest quotation in a message, in characters: a Kubernetes name with a word before it. */
    public static final int LONGEST_QUOTE = 300;

    /** How many of a list a message names. */
    public static final int MOST_NAMES = 10;

    private MessageText() {}

    /** A list of names, the first {@value #MOST_NAMES} of it and how many more there are. */
    public static String list(Collection<String> names) {
        return list(names, ", ");
    }

    /** The same, with another text between the names. */
    public static String list(Collection<String> names, String between) {
        StringBuilder shown = new StringBuilder();
        int count = 0;
        for (String name : names) {
            if (count == MOST_NAMES) {
                return shown + " and " + (names.size() - MOST_NAMES) + " more";
            }
            shown.append(count == 0 ? "" : between).append(cut(name));
            count++;
        }
        return shown.toString();
    }

    /** The text, or its beginning and end with how much is left out between them. */
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
