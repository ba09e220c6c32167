package alluxio.admission.webhook.json;

import java.util.HashMap;
import java.util.Map;

/**
 * Recent keys of one JSON text, so that a key that many objects have is one string: at least the last {@value #MOST} different ones. A
 * look-up costs the same however many keys there are, unlike in Jackson's symbol tables. For one text and one thread.
 */
final class KeyCache {
    /** More than {@link TreeWeight} remembers, so that a key which it counts once is one string. */
    private static final int MOST = 4 * TreeWeight.KEYS_REMEMBERED;

    private HashMap<String, String> keys = new HashMap<>(128);
    private Map<String, String> older = Map.of(); // when there are too many, these take the place of still older ones

    String shared(String key) {
        String known = keys.get(key);
        if (known == null) {
            known = older.getOrDefault(key, key);
            if (keys.size() == MOST) {
                older = keys;
                keys = new HashMap<>(128);
            }
            keys.put(known, known);
        }
        return known;
    }
}
