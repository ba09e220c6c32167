package alluxio.admission.webhook.json;

import java.io.Reader;

/** Characters of bytes that {@link Utf8Check} has found to be UTF-8. For one thread. */
final class Utf8Reader extends Reader {
    private final byte[] bytes;
    private int at;

    /** The second half of a character beyond U+FFFF that did not fit any more; 0 when there is none. */
    private char low;

    Utf8Reader(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read(char[] into, int from, int length) {
        int end = from + length;
        int to = from;
        if (low != 0 && to < end) {
            into[to++] = low;
            low = 0;
        }
        while (to < end && at < bytes.length) {
            int first = bytes[at++];
            if (first >= 0) {
                into[to++] = (char) first;
            } else if (first < (byte) 0xE0) {
                into[to++] = (char) (((first & 0x1F) << 6) | next());
            } else if (first < (byte) 0xF0) {
                into[to++] = (char) (((first & 0x0F) << 12) | (next() << 6) | next());
            } else {
                int character = ((first & 0x07) << 18) | (next() << 12) | (next() << 6) | next();
                into[to++] = Character.highSurrogate(character);
                if (to < end) {
                    into[to++] = Character.lowSurrogate(character);
                } else {
                    low = Character.lowSurrogate(character);
                }
            }
        }
        return to == from && length > 0 ? -1 : to - from;
    }

    private int next() {
        return bytes[at++] & 0x3F;
    }

    @Override
    public void close() {}
}
