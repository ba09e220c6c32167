package alluxio.admission.manifest.yaml;

import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Parses one document, and accepts the one thing that goyaml accepts and snakeyaml refuses: tabs between the tokens of
 * a line, as in {@code key:<tab>value}. Such a tab separates and is no content, so a blank in its place means the same.
 */
final class SyntaxParser {
    /** Nothing but indicators: what follows may be a key, and no tab may come before that. */
    private static final Pattern KEY_MAY_FOLLOW = Pattern.compile("\\s*([-?:]\\s+)*+([-?:]\\s*)?");

    /** How many characters of one document are parsed at most, all attempts together: some seconds of work. */
    private static final long MOST_CHARACTERS = 16L << 20;

    private SyntaxParser() {}

    /**
     * The root; empty when there is nothing but comments.
     *
     * @param linesBefore how many lines of the whole text come before this document
     * @throws YamlProblem when it cannot be parsed
     */
    static Optional<SyntaxNode> parse(String text, int linesBefore) {
        if (startsWithDirective(text)) {
            throw new YamlProblem(linesBefore + 1, 1, "a directive (%) cannot stand here; kubectl takes none");
        }
        StringBuilder current = new StringBuilder(text);
        long read = 0;
        while (true) {
            // For each separating tab, parsing starts again from the beginning.
            read += text.length();
            boolean again = read < MOST_CHARACTERS;
            try {
                return SyntaxReader.read(current.toString(), linesBefore);
            } catch (MarkedYAMLException e) {
                Mark mark = e.getProblemMark();
                int offset = current.offsetByCodePoints(
                        0, Math.min(mark.getIndex(), current.codePointCount(0, current.length())));
                if (!again || !isSeparatingTab(current, offset)) {
                    throw new YamlProblem(
                            linesBefore + mark.getLine() + 1, mark.getColumn() + 1, reason(e, current, offset));
                }
                current.setCharAt(offset, ' ');
            } catch (ReaderException e) {
                throw unreadable(text, linesBefore, e);
            } catch (YAMLException e) {
                // What snakeyaml throws, without a position, when an indentation makes no sense.
                throw new YamlProblem(linesBefore + 1, 1, "the indentation of the document makes no sense");
            }
        }
    }

    private static boolean isSeparatingTab(CharSequence text, int offset) {
        if (offset >= text.length() || text.charAt(offset) != '\t') {
            return false;
        }
        String before = lineBefore(text, offset);
        return !before.isBlank() && !KEY_MAY_FOLLOW.matcher(before).matches();
    }

    private static String lineBefore(CharSequence text, int offset) {
        int start = offset;
        while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
            start--;
        }
        return text.subSequence(start, offset).toString();
    }

    private static String reason(MarkedYAMLException e, CharSequence text, int offset) {
        if (isSeparatingTab(text, offset)) {
            return "too many tabs stand between keys and their values; use spaces";
        }
        if (offset < text.length() && text.charAt(offset) == '\t') {
            return lineBefore(text, offset).isBlank()
                    ? "a tab cannot indent a line; use spaces"
                    : "a tab cannot stand between an indicator and its value; use a space";
        }
        return ParserMessages.of(e);
    }

    private static boolean startsWithDirective(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .findFirst()
                .filter(line -> line.startsWith("%"))
                .isPresent();
    }

    private static YamlProblem unreadable(String text, int linesBefore, ReaderException e) {
        String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
        return new YamlProblem(
                linesBefore + line, column, "the character U+%04X is not allowed".formatted(e.getCodePoint()));
    }
}
