package alluxio.admission.app.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** A few words that stand for themselves, in the order in which messages list them. */
final class AllowedValues {
    private AllowedValues() {}

    static Map<String, String> of(String... words) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String word : words) {
            map.put(word, word);
        }
        return map;
    }
}
