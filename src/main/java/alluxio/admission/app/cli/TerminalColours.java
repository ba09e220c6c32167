package alluxio.admission.app.cli;

import alluxio.admission.model.VisibleText;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Makes lines safe for a terminal. Control characters are escaped, so no input can colour, move or hide anything; colours
 * come only from {@link #paint}, which marks a text with a random key of this process that no input can contain.
 */
final class TerminalColours {
    private static final char START = '\uFDD0';
    private static final char END = '\uFDD1';
    private static final int KEY_BYTES = 8;
    private static final int CODE_LENGTH = 2;

    private final boolean wanted;
    private final String start;
    private final String end;

    TerminalColours(boolean wanted) {
        this.wanted = wanted;
        // Without colours nothing is marked, and the random numbers of the security providers take 10 ms of a start.
        String unguessable = wanted ? unguessable() : "";
        this.start = START + unguessable;
        this.end = END + unguessable;
    }

    private static String unguessable() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    boolean wanted() {
        return wanted;
    }

    /** Marks a part of a line; {@link #line} shows it. */
    String paint(Console.Tone tone, String text) {
        return wanted ? start + tone.code() + text + end : text;
    }

    /** How many columns a marked text takes. */
    int width(String text) {
        return wanted
                ? line(text).replaceAll("\u001b\\[[0-9]+m", "").length()
                : line(text).length();
    }

    /** What may be printed as one line. */
    String line(String text) {
        if (!wanted) {
            return VisibleText.line(text);
        }
        StringBuilder line = new StringBuilder();
        int from = 0;
        while (true) {
            int opened = text.indexOf(start, from);
            int closed = text.indexOf(end, from);
            int next = opened < 0 ? closed : closed < 0 ? opened : Math.min(opened, closed);
            if (next < 0) {
                return line.append(VisibleText.line(text.substring(from))).toString();
            }
            line.append(VisibleText.line(text.substring(from, next)));
            if (next == opened) {
                int code = next + start.length();
                line.append("\u001b[").append(text, code, code + CODE_LENGTH).append('m');
                from = code + CODE_LENGTH;
            } else {
                line.append("\u001b[0m");
                from = next + end.length();
            }
        }
    }
}
