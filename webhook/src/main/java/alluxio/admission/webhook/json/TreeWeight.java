package alluxio.admission.webhook.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Estimates how much memory the tree of a JSON text will take, in one pass over its bytes and without building it. Never less
 * than what {@link JsonTreeReader} builds, and one copy of its objects and lists, on a 64-bit JVM with compressed pointers.
 * Invalid texts have a weight as well: that of what is parsed before the first error. For one use.
 */
public final class TreeWeight {

    // Bytes of memory, as measured by TreeWeightTest. Objects, lists and what is in them are copied; texts are shared.
    private static final int OBJECT = 2 * 56;
    private static final int ARRAY = 2 * 66;
    private static final int ITEM = 2 * 6;
    private static final int FIRST_MEMBERS = 2 * 16;
    private static final int MEMBER = 2 * 16;
    private static final int MEMBER_OF_MANY = 2 * 60;
    private static final int STRING = 64;
    private static final int KEY = 128;
    private static final int SHORT_NUMBER = 16;
    private static final int NUMBER = 96;

    /** While a string is parsed, its characters are in memory twice; one string at a time. */
    private static final int READING = 6;

    private static final int SHORT_DIGITS = 9;
    static final int KEYS_REMEMBERED = 256;
    private static final byte[] MANAGED_FIELDS = JsonTreeReader.MANAGED_FIELDS.getBytes(US_ASCII);

    /** Unknown outside, so that no client can construct two texts with the same hash. */
    private static final long SEED = System.nanoTime() | 1;

    private final byte[] body;
    private final int[] items = new int[JsonTreeReader.DEEPEST + 2];
    private final boolean[] filled = new boolean[JsonTreeReader.DEEPEST + 2];
    private final long[] keys = new long[KEYS_REMEMBERED];
    private int depth;
    private int leftOutBelow = Integer.MAX_VALUE;
    private boolean leftOutNext;
    private boolean stringJustRead;
    private int start;
    private int end;
    private int longest;
    private boolean wide;
    private long weight;

    private TreeWeight(byte[] body) {
        this.body = body;
    }

    /** Bytes of memory. */
    public static long of(byte[] body) {
        return new TreeWeight(body).scan();
    }

    private long scan() {
        int i = 0;
        while (i < body.length && depth <= JsonTreeReader.DEEPEST) {
            byte b = body[i++];
            switch (b) {
                case '"' -> i = string(i);
                case ':' -> key();
                case ',' -> {
                    items[depth]++;
                    stringJustRead = false;
                }
                case '{', '[' -> open(b == '[');
                case '}' -> close(OBJECT, membersWeight(count()));
                case ']' -> close(ARRAY, (long) ITEM * count());
                case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> i = number(i);
                case ' ', '\t', '\r', '\n' -> {}
                default -> filled[depth] = true;
            }
        }
        // Lists and objects that are still open when the text ends, or gets too deep.
        while (depth > 0) {
            close(OBJECT + ARRAY, membersWeight(count()));
        }
        return weight + (long) READING * longest;
    }

    private int string(int from) {
        int i = from;
        boolean plain = true;
        while (i < body.length && body[i] != '"') {
            plain &= body[i] >= 0;
            if (body[i] == '\\') {
                plain = false;
                i++;
            }
            i++;
        }
        start = from;
        end = Math.min(i, body.length);
        wide = !plain;
        longest = Math.max(longest, end - start);
        filled[depth] = true;
        stringJustRead = true;
        leftOutNext = false;
        add(stringWeight());
        return i + 1;
    }

    private long stringWeight() {
        return start == end ? 0 : STRING + (long) (end - start) * (wide ? 2 : 1);
    }

    /** The string that was counted as a value is a key; all objects share one string for it. */
    private void key() {
        if (!stringJustRead) {
            return;
        }
        stringJustRead = false;
        // What is left out is not remembered: the same key elsewhere has its weight.
        if (depth > leftOutBelow) {
            return;
        }
        long hash = SEED;
        for (int i = start; i < end; i++) {
            hash = (hash ^ body[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        int slot = (int) (hash >>> 7) & (KEYS_REMEMBERED - 1);
        add(-stringWeight());
        if (keys[slot] != hash) {
            keys[slot] = hash;
            add(KEY + (long) (end - start) * (wide ? 2 : 1));
        }
        leftOutNext = depth == JsonTreeReader.MANAGED_FIELDS_DEPTH
                && Arrays.equals(body, start, end, MANAGED_FIELDS, 0, MANAGED_FIELDS.length);
    }

    private int number(int from) {
        int i = from;
        boolean digits = true;
        while (i < body.length && isOfNumber(body[i])) {
            digits &= body[i] >= '0';
            i++;
        }
        filled[depth] = true;
        leftOutNext = false;
        add(digits && i - from < SHORT_DIGITS ? SHORT_NUMBER : NUMBER + 2L * (i - from));
        return i;
    }

    private static boolean isOfNumber(byte b) {
        return (b >= '0' && b <= '9') || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
    }

    private void open(boolean array) {
        filled[depth] = true;
        if (leftOutNext && array) {
            leftOutBelow = depth;
        }
        leftOutNext = false;
        stringJustRead = false;
        depth++;
        items[depth] = 0;
        filled[depth] = false;
    }

    private void close(int itself, long content) {
        add(itself + content);
        stringJustRead = false;
        depth = Math.max(0, depth - 1);
        if (depth <= leftOutBelow) {
            leftOutBelow = Integer.MAX_VALUE;
        }
    }

    private int count() {
        return filled[depth] ? items[depth] + 1 : items[depth];
    }

    private static long membersWeight(int count) {
        return count == 0
                ? 0
                : count <= SmallMap.FEW ? FIRST_MEMBERS + (long) MEMBER * count : (long) MEMBER_OF_MANY * count;
    }

    private void add(long bytes) {
        if (depth <= leftOutBelow) {
            weight += bytes;
        }
    }
}
