package alluxio.admission.webhook.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import alluxio.admission.webhook.http.HttpLimits.HeadLimits;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Checks the bytes of one head as they arrive, before Netty's decoder sees them, and refuses what RFC 9112 refuses. Netty
 * tolerates some of it (folded lines) or repairs it (both lengths); two parsers that differ make request smuggling possible.
 * For one request and one thread.
 */
final class HeadCheck {

    /** The result so far. */
    sealed interface Verdict {
        record Incomplete() implements Verdict {}

        record Complete() implements Verdict {}

        /** @param line plain text that quotes nothing of the request */
        record Refused(int status, String line) implements Verdict {}
    }

    private static final Verdict INCOMPLETE = new Verdict.Incomplete();
    private static final String INVALID = "the request line is not valid HTTP/1.1";
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private final HeadLimits limits;
    private int scanned;
    private int lineStart;
    private int lines;
    private boolean blankLine;
    private int hosts;
    private int lengths;
    private int codings;

    HeadCheck(HeadLimits limits) {
        this.limits = limits;
    }

    /** @param in begins with the head's first byte at each call; nothing of it is consumed */
    Verdict scan(ByteBuf in) {
        int base = in.readerIndex();
        while (true) {
            int feed = in.indexOf(base + scanned, in.writerIndex(), (byte) '\n');
            int end = feed < 0 ? in.readableBytes() : feed - base;
            if (end - lineStart > limits.lineBytes()) {
                return lines == 0 ? refused(414, "the request line is too long") : refused(431, "a header is too long");
            }
            if (end > limits.bytes()) {
                return refused(431, "the headers are too long");
            }
            if (feed < 0) {
                scanned = end;
                return INCOMPLETE;
            }
            if (end == lineStart || in.getByte(feed - 1) != '\r') {
                return refused(400, "a line of the head ends without a carriage return");
            }
            String line = in.toString(base + lineStart, end - 1 - lineStart, ISO_8859_1);
            scanned = end + 1;
            lineStart = scanned;
            Verdict verdict = line(line);
            if (verdict != null) {
                return verdict;
            }
        }
    }

    /** Null when the head goes on, as below. */
    private @Nullable Verdict line(String line) {
        if (line.isEmpty()) {
            if (lines > 0) {
                return whole();
            }
            boolean second = blankLine;
            blankLine = true; // RFC 9112, 2.2: one before the request line is ignored
            return second ? refused(400, "the request begins with empty lines") : null;
        }
        return lines++ == 0 ? requestLine(line) : field(line);
    }

    private static @Nullable Verdict requestLine(String line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        if (second <= first + 1 || !isToken(line, first) || !isVisible(line, first + 1, second)) {
            return refused(400, INVALID);
        }
        String version = line.substring(second + 1);
        if (!isVersion(version)) {
            return refused(400, INVALID);
        }
        return version.equals("HTTP/1.1") ? null : refused(505, "only HTTP/1.1 is spoken here");
    }

    private static boolean isVersion(String text) {
        return text.length() == 8
                && text.startsWith("HTTP/")
                && Character.digit(text.charAt(5), 10) >= 0
                && text.charAt(6) == '.'
                && Character.digit(text.charAt(7), 10) >= 0;
    }

    private @Nullable Verdict field(String line) {
        if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            return refused(400, "a header is folded over two lines, which HTTP no longer allows");
        }
        int colon = line.indexOf(':');
        if (colon < 0 || !isToken(line, colon)) {
            return refused(400, "the name of a header is not valid, or is not followed by a colon");
        }
        for (int i = colon; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\t' && (c < ' ' || c == 0x7f)) {
                return refused(400, "a header has a control character");
            }
        }
        if (lines - 1 > limits.fields()) {
            return refused(431, "there are too many headers");
        }
        return known(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private @Nullable Verdict known(String name, String value) {
        if (name.equalsIgnoreCase("host")) {
            return ++hosts > 1 ? refused(400, "there is more than one Host header") : null;
        }
        if (name.equalsIgnoreCase("content-length")) {
            if (++lengths > 1) {
                return refused(400, "there is more than one Content-Length header");
            }
            return isLength(value) ? null : refused(400, "the Content-Length is not a number");
        }
        if (name.equalsIgnoreCase("transfer-encoding")) {
            return ++codings > 1 || !value.equalsIgnoreCase("chunked")
                    ? refused(501, "the transfer coding is not known; chunked is")
                    : null;
        }
        if (name.equalsIgnoreCase("expect")) {
            return value.equalsIgnoreCase("100-continue")
                    ? null
                    : refused(417, "the expectation is not known; 100-continue is");
        }
        return null;
    }

    private Verdict whole() {
        if (hosts == 0) {
            return refused(400, "there is no Host header");
        }
        return lengths > 0 && codings > 0
                ? refused(400, "Content-Length and Transfer-Encoding exclude each other")
                : new Verdict.Complete();
    }

    private static boolean isLength(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= 18;
    }

    /** Neither a space nor a control character, in ASCII. */
    private static boolean isVisible(String line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line.charAt(i) <= ' ' || line.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Whether the first characters of a line are what RFC 9110 calls a token. */
    private static boolean isToken(String line, int length) {
        for (int i = 0; i < length; i++) {
            char c = line.charAt(i);
            boolean valid = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || TOKEN_MARKS.indexOf(c) >= 0;
            if (!valid) {
                return false;
            }
        }
        return length > 0;
    }

    private static Verdict refused(int status, String line) {
        return new Verdict.Refused(status, line);
    }
}
