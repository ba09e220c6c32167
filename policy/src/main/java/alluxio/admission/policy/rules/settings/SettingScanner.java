package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.view.Whitespace;
import alluxio.admission.policy.rules.settings.SettingsText.PropertyAssignment;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds properties of Alluxio and of its storages in options or in the lines of a properties file: {@code -Dalluxio.x=y},
 * {@code fs.x = y}. Each character is looked at a fixed number of times.
 */
final class SettingScanner {
    private static final List<String> FIRST_WORDS = List.of(PropertyKeys.PREFIX, "aws.", "fs.", "s3a.");

    /** The longest placeholder, which may have spaces: {@code <access key>}, {@code {{ .Values.key }}}. */
    private static final int LONGEST_PLACEHOLDER = 60;

    private final String text;
    private final List<PropertyAssignment> settings = new ArrayList<>();

    private SettingScanner(String text) {
        this.text = text;
    }

    static List<PropertyAssignment> scan(String text) {
        if (text.indexOf('=') < 0) {
            return List.of();
        }
        SettingScanner scanner = new SettingScanner(text);
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int lineEnd = end < 0 ? text.length() : end;
            if (!scanner.isComment(start, lineEnd)) {
                scanner.line(start, lineEnd);
            }
            start = lineEnd + 1;
        }
        return List.copyOf(scanner.settings);
    }

    private boolean isComment(int start, int end) {
        int at = start;
        while (at < end && Whitespace.isSpace(text.charAt(at))) {
            at++;
        }
        return at < end && (text.charAt(at) == '#' || text.charAt(at) == '!');
    }

    private void line(int start, int end) {
        int at = start;
        while (at < end) {
            int next = at + 1;
            if (at == start || isSeparator(text.charAt(at - 1))) {
                next = Math.max(next, setting(at, end));
            }
            at = next;
        }
    }

    /** Reads a setting that begins here; where it ends, or where to look on when there is none. */
    private int setting(int at, int end) {
        int key = text.startsWith("-D", at) ? at + 2 : at;
        int keyEnd = keyEnd(key, end);
        if (keyEnd < 0) {
            return at;
        }
        int equals = blanks(keyEnd, end);
        if (equals == end || text.charAt(equals) != '=') {
            return keyEnd;
        }
        int value = blanks(equals + 1, end);
        int valueEnd = valueEnd(value, end);
        settings.add(new PropertyAssignment(text.substring(key, keyEnd), text.substring(value, valueEnd)));
        return valueEnd;
    }

    /** -1 where no key begins. */
    private int keyEnd(int key, int end) {
        for (String word : FIRST_WORDS) {
            if (text.startsWith(word, key)) {
                int at = key + word.length();
                while (at < end && isKeyPart(text.charAt(at))) {
                    at++;
                }
                return at > key + word.length() ? at : -1;
            }
        }
        return -1;
    }

    private int valueEnd(int value, int end) {
        int at = value;
        while (at < end && !isValueEnd(text.charAt(at))) {
            at = Math.max(at + 1, Math.max(placeholder(at, end, "<", ">"), placeholder(at, end, "{{", "}}")));
        }
        return at;
    }

    /** The end of a placeholder that begins here; -1 where none does. */
    private int placeholder(int at, int end, String open, String close) {
        if (!text.startsWith(open, at)) {
            return -1;
        }
        int inside = at + open.length();
        int last = Math.min(end, inside + LONGEST_PLACEHOLDER);
        int stop = inside;
        while (stop < last && text.charAt(stop) != open.charAt(0) && text.charAt(stop) != close.charAt(0)) {
            stop++;
        }
        return stop > inside && stop < end && text.startsWith(close, stop) ? stop + close.length() : -1;
    }

    private int blanks(int from, int end) {
        int at = from;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return Whitespace.isSpace(c) || c == '"' || c == '\'' || c == '=';
    }

    private static boolean isValueEnd(char c) {
        return Whitespace.isSpace(c) || c == '"' || c == '\'';
    }

    private static boolean isKeyPart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
