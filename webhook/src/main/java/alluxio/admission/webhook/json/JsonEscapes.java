package alluxio.admission.webhook.json;

import alluxio.admission.webhook.json.JsonCursor.NotPlainException;

/** What follows a backslash in a string of JSON. */
final class JsonEscapes {
    private JsonEscapes() {}

    /** The character of an escape of one letter. */
    static byte of(byte letter) throws NotPlainException {
        return switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> throw JsonCursor.notPlain();
        };
    }

    /** The character of four hexadecimal digits; never half of a surrogate pair. */
    static int character(byte[] body, int at) throws NotPlainException {
        int character = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(body[i], 16);
            if (digit < 0) {
                throw JsonCursor.notPlain();
            }
            character = character << 4 | digit;
        }
        if (Character.isSurrogate((char) character)) {
            throw JsonCursor.notPlain();
        }
        return character;
    }

    /**
     * Writes a character of at most 16 bits, which takes fewer bytes than its escape.
     *
     * @return where the next one goes
     */
    static int writeUtf8(int character, byte[] into, int at) {
        int next = at;
        if (character < 0x80) {
            into[next++] = (byte) character;
            return next;
        }
        if (character < 0x800) {
            into[next++] = (byte) (0xC0 | character >> 6);
        } else {
            into[next++] = (byte) (0xE0 | character >> 12);
            into[next++] = (byte) (0x80 | (character >> 6 & 0x3F));
        }
        into[next++] = (byte) (0x80 | (character & 0x3F));
        return next;
    }
}
