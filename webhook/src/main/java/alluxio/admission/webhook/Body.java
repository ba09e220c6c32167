package alluxio.admission.webhook;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** A body as it comes in, up to a limit. */
final class Body {

    private static final int FIRST_GUESS = 8 << 10;

    private final int limit;
    private byte[] bytes;
    private int size;

    /** @param declared how many bytes the request says it has; below zero if it does not say */
    Body(long declared, int limit) {
        this.limit = limit;
        this.bytes = new byte[(int) Math.min(declared < 0 ? FIRST_GUESS : declared, limit)];
    }

    /** False when that would be more than the limit; nothing is kept of it then. */
    boolean append(Buffer part) {
        if (part.length() > limit - size) {
            return false;
        }
        if (size + part.length() > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(2L * bytes.length, size + part.length())));
        }
        part.getBytes(bytes, size);
        size += part.length();
        return true;
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
