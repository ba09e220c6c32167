package alluxio.admission.webhook.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads the tokens of a JSON text as API servers write it, byte for byte and without copies. What is wrong or unusual (a number
 * that is no short integer, half of a surrogate pair) ends it with {@link NotPlainException}; a text that ends too early, with
 * {@link ArrayIndexOutOfBoundsException}, which spares a comparison for each byte. For one use.
 */
final class JsonCursor {

    /** Thrown once, and never seen: it has no stack, so it costs nothing. */
    static final class NotPlainException extends Exception {
        private static final long serialVersionUID = 1L;

        private NotPlainException() {
            super(null, null, false, false);
        }
    }

    /** With so many digits any number is a {@code long}. */
    private static final int MOST_DIGITS = 18;

    private final byte[] body;
    private final KeyCache keys = new KeyCache();
    private int at;

    JsonCursor(byte[] body) {
        this.body = body;
    }

    /** The first byte after white space, which is consumed. */
    byte next() {
        byte b = body[at++];
        while (b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t')) {
            b = body[at++];
        }
        return b;
    }

    /** The last byte that was consumed is read again. */
    void back() {
        at--;
    }

    boolean isAtEnd() {
        while (at < body.length) {
            byte b = body[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
            at++;
        }
        return true;
    }

    static NotPlainException notPlain() {
        return new NotPlainException();
    }

    void require(boolean plain) throws NotPlainException {
        if (!plain) {
            throw notPlain();
        }
    }

    /** The rest of {@code true}, {@code false} or {@code null}, whose first letter was consumed. */
    void literal(String rest) throws NotPlainException {
        for (int i = 0; i < rest.length(); i++) {
            require(body[at++] == rest.charAt(i));
        }
    }

    /** A string whose opening quote was consumed. */
    String string() throws NotPlainException {
        int start = at;
        byte b = skipPlain();
        return b == '"' ? new String(body, start, at - 1 - start, ISO_8859_1) : unusual(start);
    }

    /** As {@link #string}, for the name of a member: a name that many objects have is one string. */
    String name() throws NotPlainException {
        int start = at;
        int i = start;
        long hash = KeyCache.SEED;
        byte b = body[i];
        while (b > '\\' || (b >= ' ' && b != '"' && b != '\\')) {
            hash = KeyCache.mixed(hash, b);
            b = body[++i];
        }
        at = i + 1;
        return b == '"' ? keys.shared(hash, body, start, i) : keys.shared(unusual(start));
    }

    /** Consumes a string whose opening quote was consumed; one with escapes is not made, either. */
    void skipString() throws NotPlainException {
        int start = at;
        byte b = skipPlain();
        while (b == '\\') {
            b = body[at++];
            if (b == 'u') {
                JsonEscapes.character(body, at);
                at += 4;
            } else {
                JsonEscapes.of(b);
            }
            b = skipPlain();
        }
        if (b != '"') {
            unusual(start);
        }
    }

    /** Consumes what needs no attention in a string, and the byte after it, which it returns. */
    private byte skipPlain() {
        int i = at;
        byte b = body[i];
        while (b > '\\' || (b >= ' ' && b != '"' && b != '\\')) {
            b = body[++i];
        }
        at = i + 1;
        return b;
    }

    /** A string with escapes, or with characters that are not ASCII. */
    private String unusual(int start) throws NotPlainException {
        int end = at - 1;
        while (body[end] != '"') {
            end += body[end] == '\\' ? 2 : 1;
        }
        at = end + 1;
        byte[] unescaped = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte b = body[i];
            if (b == '\\') {
                b = body[++i];
                if (b == 'u') {
                    require(i + 4 < end);
                    length = JsonEscapes.writeUtf8(JsonEscapes.character(body, i + 1), unescaped, length);
                    i += 4;
                    continue;
                }
                b = JsonEscapes.of(b);
            } else {
                require(b < 0 || b >= ' ');
            }
            unescaped[length++] = b;
        }
        require(Utf8Check.firstInvalid(unescaped, length) < 0);
        return new String(unescaped, 0, length, UTF_8);
    }

    /** An integer of at most {@value #MOST_DIGITS} digits, whose first byte was consumed. */
    long integer() throws NotPlainException {
        int first = body[at - 1];
        boolean negative = first == '-';
        int start = negative ? at : at - 1;
        int i = start;
        long value = 0;
        while (i < body.length && body[i] >= '0' && body[i] <= '9' && i - start <= MOST_DIGITS) {
            value = 10 * value + body[i++] - '0';
        }
        int digits = i - start;
        require(digits > 0 && digits <= MOST_DIGITS && (body[start] != '0' || (digits == 1 && !negative)));
        require(i == body.length || (body[i] != '.' && body[i] != 'e' && body[i] != 'E'));
        at = i;
        return negative ? -value : value;
    }
}
