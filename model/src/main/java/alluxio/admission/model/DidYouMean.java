package alluxio.admission.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a misspelt one was most likely meant to be. Pure. Of equally near candidates the first wins. */
public final class DidYouMean {
    /** Characters: a longer word is not worth comparing letter by letter. */
    private static final int LONGEST = 64;

    /** How many candidates are compared. */
    private static final int MOST_CANDIDATES = 256;

    private DidYouMean() {}

    /** The nearest candidate, when it is near: at most a third of its letters differ, and at least one may. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = fold(word);
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        int compared = 0;
        for (String candidate : candidates) {
            if (compared++ == MOST_CANDIDATES) {
                break;
            }
            if (candidate.length() > 2 * LONGEST) {
                continue;
            }
            String folded = fold(candidate);
            int limit = Math.max(1, folded.length() / 3);
            int distance =
                    Math.abs(folded.length() - wanted.length()) > limit ? Integer.MAX_VALUE : distance(wanted, folded);
            if (distance <= limit && distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code  (did you mean "X"?)} with the space in front, or nothing. */
    public static String suffix(String word, Collection<String> candidates) {
        return nearest(word, candidates)
                .map(near -> " (did you mean \"" + near + "\"?)")
                .orElse("");
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").strip();
    }

    /** Edits between two words, where swapping two neighbours is one edit (optimal string alignment). */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                    continue;
                }
                int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + swap);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[b.length()];
    }
}
