package alluxio.admission.webhook.json;

import java.util.HashMap;

/**
 * Recent keys of one JSON text, so that a key that many objects have is one string. Bounded: when there are too many it begins
 * anew. A look-up costs the same however many keys there are, unlike in Jackson's symbol tables. For one text and one thread.
 */
final class KeyCache {
    /** More than {@link TreeWeight} remembers, so that a key which it counts once is one string. */
    private static final int MOST = 4 * TreeWeight.KEYS_REMEMBERED;

    private final HashMap<String, String> keys = new HashMap<>(128);

    String shared(String key) {
        String first = keys.putIfAbsent(key, key);
        if (first != null) {
            return first;
        }
        if (keys.size() > MOST) {
            keys.clear();
        }
        return key;
    }
}
