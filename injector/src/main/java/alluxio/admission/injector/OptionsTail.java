package alluxio.admission.injector;

import java.util.Optional;

/** Finds the part of a variable's value that an injection appended, by the digest that the status keeps of it. */
final class OptionsTail {
    private OptionsTail() {}

    static boolean fits(String value, String digests) {
        return start(value, digests).isPresent();
    }

    /**
     * Where our part begins. Several runs may have appended, one after the other: their digests are joined by plus
     * signs, the oldest first, and must fit from the end backwards.
     */
    static Optional<Integer> start(String value, String digests) {
        String rest = value;
        int start = value.length();
        String[] each = digests.split("\\+");
        for (int i = each.length - 1; i >= 0; i--) {
            int found = tail(rest, each[i]);
            if (found < 0) {
                return Optional.empty();
            }
            start = found;
            rest = rest.substring(0, Math.max(0, found - 1));
        }
        return Optional.of(start);
    }

    private static int tail(String value, String digest) {
        for (int space = value.length(); space >= 0; space = value.lastIndexOf(' ', space - 1)) {
            int begin = space == value.length() ? value.lastIndexOf(' ') + 1 : space + 1;
            if (Digests.of(value.substring(begin)).equals(digest)) {
                return begin;
            }
            if (space == 0) {
                break;
            }
        }
        return Digests.of(value).equals(digest) ? 0 : -1;
    }
}
