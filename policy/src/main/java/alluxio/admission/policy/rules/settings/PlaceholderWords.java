package alluxio.admission.policy.rules.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Placeholders as people write them into a value: {@code PUT_YOUR_KEY_HERE}, {@code YOUR_BUCKET}, {@code {name}}, {@code XXXX},
 * {@code changeme}. Whole words only, since a key or a hash may hold anything. Each character is looked at a fixed number of
 * times.
 */
final class PlaceholderWords {
    private static final Set<String> CHANGE_ME = Set.of("changeme", "change-me", "change_me");

    private static final int SHORTEST_CROSSES = 4;

    private PlaceholderWords() {}

    /** The first one. */
    static Optional<String> find(String value) {
        int at = 0;
        while (at < value.length()) {
            int end = at;
            while (end < value.length() && isPart(value.charAt(end))) {
                end++;
            }
            String word = value.substring(at, end);
            if (!word.isEmpty() && isPlaceholder(word, at > 0 && value.charAt(at - 1) == '$')) {
                return Optional.of(word);
            }
            at = end + 1;
        }
        return Optional.empty();
    }

    private static boolean isPlaceholder(String word, boolean afterDollar) {
        return isBraced(word, afterDollar)
                || CHANGE_ME.contains(word.toLowerCase(Locale.ROOT))
                || (word.length() >= SHORTEST_CROSSES && word.equals("X".repeat(word.length())))
                || (isCapital(word) && (hasYour(word) || word.endsWith("_HERE")));
    }

    /** <code>{name}</code>, but not <code>${name}</code>. */
    private static boolean isBraced(String word, boolean afterDollar) {
        return !afterDollar
                && word.length() > 2
                && word.charAt(0) == '{'
                && word.indexOf('}') == word.length() - 1
                && word.lastIndexOf('{') == 0
                && Character.isLetter(word.charAt(1));
    }

    private static boolean hasYour(String word) {
        return word.startsWith("YOUR_") || word.contains("_YOUR_");
    }

    private static boolean isCapital(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPart(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '{'
                || c == '}';
    }
}
