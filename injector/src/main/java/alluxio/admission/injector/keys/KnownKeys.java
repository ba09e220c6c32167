package alluxio.admission.injector.keys;

import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.InjectionSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Says which key an unknown one was most likely meant to be, and which there are. Keys are compared without their prefixes. */
public final class KnownKeys {
    /** As many first letters in common make two keys alike: {@code injection} and {@code inject}. */
    private static final int ALIKE = 3;

    private static final List<String> DOMAIN = List.of(Keys.PREFIX.substring(0, Keys.PREFIX.length() - 1));

    private KnownKeys() {}

    /** Of the keys of a map, sorted, those with the prefix that no other product claims. */
    public static List<String> in(Collection<String> keys, InjectionSettings settings) {
        List<String> known = new ArrayList<>();
        for (String key : keys) {
            if (key.startsWith(Keys.PREFIX) && (Keys.ALL.contains(key) || !settings.ignores(key))) {
                known.add(key);
            }
        }
        if (known.size() > 1) {
            Collections.sort(known);
        }
        return known;
    }

    /**
     * Of the labels or annotations of an object, sorted, those that differ from one of this product by their prefix:
     * {@code aluxio.io/inject}. Only those with a name that has a meaning here, since any product may have such a prefix.
     *
     * @param known the keys that have a meaning in that place
     */
    public static List<String> withNearPrefix(Collection<String> keys, List<String> known) {
        return keys.stream()
                .filter(key -> hasNearPrefix(key)
                        && (known.contains(Keys.PREFIX + name(key))
                                || (known.equals(Keys.POD_LABELS)
                                        && DidYouMean.nearest(name(key), List.of(name(Keys.INJECT)))
                                                .isPresent())))
                .sorted()
                .toList();
    }

    private static boolean hasNearPrefix(String key) {
        int slash = key.indexOf('/');
        return slash > 0
                && !key.startsWith(Keys.PREFIX)
                && DidYouMean.nearest(key.substring(0, slash), DOMAIN).isPresent();
    }

    /** The rest of a sentence that begins with the key. */
    public static String unknown(String key, List<String> keys) {
        return "is not known" + suggestion(key, keys) + "; known: " + String.join(", ", keys);
    }

    /** {@code  (did you mean "alluxio.io/inject"?)} with the space in front, or nothing. */
    static String suggestion(String key, List<String> keys) {
        return nearest(key, keys)
                .map(near -> " (did you mean \"" + near + "\"?)")
                .orElse("");
    }

    /** The key that it was most likely meant to be; empty if it is like none. */
    public static Optional<String> nearest(String key, List<String> keys) {
        String word = name(key);
        List<String> names = keys.stream().map(KnownKeys::name).toList();
        return DidYouMean.nearest(word, names)
                .or(() -> names.stream()
                        .filter(name -> word.length() >= ALIKE && name.startsWith(word.substring(0, ALIKE)))
                        .findFirst())
                .map(near -> Keys.PREFIX + near);
    }

    /** Whether a key with the prefix does not exist, and was most likely meant to be a label of a pod. */
    public static boolean isMisspeltLabel(String key) {
        return !Keys.ALL.contains(key) && nearest(key, Keys.POD_LABELS).isPresent();
    }

    private static String name(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
