package alluxio.admission.manifest.yaml;

import alluxio.admission.model.VisibleText;
import java.util.regex.Pattern;

/** The styles in which a string may be written, so that readers of YAML 1.1 and of YAML 1.2 get them back unchanged. */
final class StringStyle {
    /** Texts that the core schema of YAML 1.2 or the types of YAML 1.1 do not read as strings, beyond those that kubectl resolves. */
    private static final Pattern SOMETHING_ELSE = Pattern.compile(
            "[-+]?[0-9][0-9_]*(:[0-5]?[0-9])++(\\.[0-9_]*)?" // numbers to the base of 60
                    + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*" // dates
                    + "|[-+]?[0-9._]+([eE][-+]?[0-9]+)?" // a number to some readers, such as 0.1_2
                    + "|0[box][0-9a-fA-F_]*"
                    + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"
                    + "|=|<<");

    /** More dots than a number has: versions and IP addresses. */
    private static final Pattern DOTTED = Pattern.compile("[0-9]+(\\.[0-9]+){2,}+");

    private static final Pattern DIGITS_ONLY_LOOK = Pattern.compile("[-+0-9.].*");
    private static final String INDICATORS = ",[]{}#&*!|>'\"%@`?:";

    private StringStyle() {}

    /** Whether it can stand without quotes, as a value or as a key, outside of brackets. */
    static boolean isPlain(String text) {
        return !text.isEmpty()
                && isOneLine(text)
                && text.indexOf('\t') < 0
                && INDICATORS.indexOf(text.charAt(0)) < 0
                && !startsLikeAnEntry(text)
                && text.charAt(0) != ' '
                && text.charAt(text.length() - 1) != ' '
                && text.charAt(text.length() - 1) != ':'
                && !text.contains(": ")
                && !text.contains(" #")
                && meansItself(text);
    }

    /** Whether all of it may stand in quotes, or plain, without escapes. */
    static boolean isOneLine(String text) {
        return text.codePoints().allMatch(c -> c == '\t' || isPrintable(c));
    }

    /** Whether {@code |} gives it back exactly, without an indentation indicator. */
    static boolean isLiteral(String text) {
        return text.indexOf('\n') > 0
                && text.charAt(0) != ' '
                && text.charAt(0) != '\t'
                && text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isPrintable(c))
                && text.lines().noneMatch(line -> !line.isEmpty() && line.isBlank());
    }

    /** Printable in YAML, and nothing that breaks a line or that a terminal obeys. */
    static boolean isPrintable(int c) {
        return VisibleText.isVisible(c);
    }

    private static boolean startsLikeAnEntry(String text) {
        return text.startsWith("---") || text.startsWith("...") || text.equals("-") || text.startsWith("- ");
    }

    private static boolean meansItself(String text) {
        if (!ScalarResolver.plain(text).equals(new YamlValue.Text(text))) {
            return false;
        }
        boolean likeNumber = DIGITS_ONLY_LOOK.matcher(text).matches() || text.equals("=") || text.equals("<<");
        return !likeNumber
                || DOTTED.matcher(text).matches()
                || !SOMETHING_ELSE.matcher(text).matches();
    }
}
