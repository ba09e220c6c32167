package alluxio.admission.model.view;

import java.util.function.Consumer;

/** White space as {@code \s} in regular expressions has it, without their cost: linear in the text. */
public final class Whitespace {
    private Whitespace() {}

    /** Calls for each word between white space, in order. */
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

    /** Whether the text has any. */
    public static boolean isIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isSpace(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it separates words. */
    public static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
