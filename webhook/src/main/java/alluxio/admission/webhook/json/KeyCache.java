package alluxio.admission.webhook.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most recent keys of one JSON text, so that a key that many objects have is one string. Bounded, and a look-up costs the
 * same however many keys there are, unlike in Jackson's symbol tables. For one text and one thread.
 */
final class KeyCache {

    /** The slots by hash; {@link TreeWeight} has the same, so that a key which it counts once is one string. */
    static final int SLOTS = 256;

    /** Unknown outside, so that no client can construct two texts with the same hash. */
    static final long SEED = System.nanoTime() | 1;

    private static final int MOST = 4 * SLOTS;

    private final @Nullable String[] strings = new @Nullable String[SLOTS];
    /** Where the key of a slot is in the text: its start, and its end in the lower half. */
    private final long[] places = new long[SLOTS];

    private @Nullable Map<String, String> unusual;

    /** The hash of a key, begun with {@link #SEED}, and of one byte more. */
    static long mixed(long hash, byte next) {
        long mixed = (hash ^ next) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }

    static int slot(long hash) {
        return (int) (hash >>> 7) & (SLOTS - 1);
    }

    /** The key at a place of the text, which is ASCII. */
    String shared(long hash, byte[] text, int start, int end) {
        int slot = slot(hash);
        String key = strings[slot];
        long place = places[slot];
        if (key == null || !Arrays.equals(text, start, end, text, (int) (place >>> 32), (int) place)) {
            key = new String(text, start, end - start, ISO_8859_1);
            strings[slot] = key;
            places[slot] = (long) start << 32 | end;
        }
        return key;
    }

    /** A key that is not in the text as it is. */
    String shared(String key) {
        Map<String, String> keys = unusual;
        if (keys == null) {
            keys = new RecentKeys();
            unusual = keys;
        }
        String first = keys.putIfAbsent(key, key);
        return first == null ? key : first;
    }

    private static final class RecentKeys extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        private RecentKeys() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    }
}
