package alluxio.admission.webhook.json;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The most recent keys of one JSON text, so that a key that many objects have is one string. Bounded, and a look-up costs the
 * same however many keys there are, unlike in Jackson's symbol tables. For one text and one thread.
 */
final class KeyCache {
    /** More than {@link TreeWeight} remembers, so that a key which it counts once is one string. */
    private static final int MOST = 4 * TreeWeight.KEYS_REMEMBERED;

    private final LinkedHashMap<String, String> keys = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    String shared(String key) {
        String first = keys.putIfAbsent(key, key);
        return first == null ? key : first;
    }
}
