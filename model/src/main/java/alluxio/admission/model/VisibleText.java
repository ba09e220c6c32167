package alluxio.admission.model;

/**
 * Makes text from outside safe to show on a terminal, in a log or in a report: characters that control a terminal or
 * reorder text become visible escapes such as {@code \u001b}. These are control characters (C0, DEL, C1),
 * format characters (bidirectional overrides and isolates, zero-width ones, tags), line and paragraph separators,
 * surrogates without their half, and noncharacters.
 */
public final class VisibleText {

    private VisibleText() {}

    /** As one line: line ends and tabs become {@code \n}, {@code \r} and {@code \t}. */
    public static String line(String text) {
        return escaped(text, false);
    }

    /**
     * The same for serialised JSON, where a parser reads the escapes back as the original text. Line feeds stay: no JSON
     * writer puts one into a string.
     */
    public static String json(String json) {
        return escaped(json, true);
    }

    /** Whether a character stays as it is. */
    public static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> (character & 0xFFFE) != 0xFFFE && (character < 0xFDD0 || character > 0xFDEF);
        };
    }

    private static String escaped(String text, boolean json) {
        int first = firstToEscape(text, json);
        if (first == text.length()) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (isToEscape(character, json)) {
                escape(visible, character, json);
            } else {
                visible.appendCodePoint(character);
            }
            i += Character.charCount(character);
        }
        return visible.toString();
    }

    private static int firstToEscape(String text, boolean json) {
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            if (isToEscape(character, json)) {
                return i;
            }
            i += Character.charCount(character);
        }
        return i;
    }

    private static boolean isToEscape(int character, boolean json) {
        return !isVisible(character) && !(character == '\n' && json);
    }

    private static void escape(StringBuilder visible, int character, boolean json) {
        switch (character) {
            case '\n' -> visible.append("\\n");
            case '\r' -> visible.append("\\r");
            case '\t' -> visible.append("\\t");
            default -> {
                if (Character.isBmpCodePoint(character)) {
                    hex(visible, "\\u", character, 4);
                } else if (json) {
                    hex(visible, "\\u", Character.highSurrogate(character), 4);
                    hex(visible, "\\u", Character.lowSurrogate(character), 4);
                } else {
                    hex(visible, "\\U", character, 8);
                }
            }
        }
    }

    private static void hex(StringBuilder visible, String prefix, int value, int digits) {
        String hex = Integer.toHexString(value);
        visible.append(prefix).repeat('0', digits - hex.length()).append(hex);
    }
}
