package alluxio.admission.webhook.json;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys of one text that came up last, so that a key of many objects is one string. Bounded, and a look-up costs the
 * same however many keys there are, which is not so of Jackson's symbol tables. For one text, used by one thread.
 */
final class KeyCache {
    /** More than {@link TreeWeight} remembers, so that what it takes for one string is one. */
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
