package alluxio.admission.model.alluxio;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A release of Alluxio as the tag of an image or a profile names it: {@code 2.9.6}, {@code v2.9}, {@code 2.3.0-SNAPSHOT}.
 * The enterprise edition puts the name of the product before it, {@code AI-3.6}.
 *
 * @param line the first two numbers
 * @param patch the third; empty when the tag, such as {@code 2.9}, moves from release to release
 * @param isSnapshot whether it is a build on the way to that release, which may lack what came late
 */
public record AlluxioRelease(AlluxioVersion line, OptionalInt patch, boolean isSnapshot) {
    private static final int MOST_DIGITS = 4;
    private static final String LINE_ENDS = "\n\r\u0085\u2028\u2029";

    /** Reads the text of a tag or a profile's version; empty when that is none. */
    public static Optional<AlluxioRelease> parse(String text) {
        int start = prefix(text);
        int major = endOfNumber(text, start);
        if (major == start || !text.startsWith(".", major)) {
            return Optional.empty();
        }
        int minor = endOfNumber(text, major + 1);
        if (minor == major + 1 || !isEndOfPart(text, minor) || hasLineEnd(text, minor)) {
            return Optional.empty();
        }
        int patch = text.startsWith(".", minor) ? endOfNumber(text, minor + 1) : minor;
        boolean hasPatch = patch > minor + 1 && isEndOfPart(text, patch);
        return Optional.of(new AlluxioRelease(
                new AlluxioVersion(
                        Integer.parseInt(text.substring(start, major)),
                        Integer.parseInt(text.substring(major + 1, minor))),
                hasPatch ? OptionalInt.of(Integer.parseInt(text.substring(minor + 1, patch))) : OptionalInt.empty(),
                text.indexOf("SNAPSHOT", minor) >= 0));
    }

    /** The length of {@code v} or {@code AI-} at the beginning. */
    private static int prefix(String text) {
        boolean isProduct =
                text.length() > 2 && isCapital(text.charAt(0)) && isCapital(text.charAt(1)) && text.charAt(2) == '-';
        return isProduct ? 3 : text.startsWith("v") ? 1 : 0;
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Where the number that begins here ends; where it begins, when it has too many digits or none. */
    private static int endOfNumber(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - start <= MOST_DIGITS ? end : start;
    }

    private static boolean isEndOfPart(String text, int at) {
        return at == text.length() || text.charAt(at) == '.' || text.charAt(at) == '-';
    }

    /** No tag has such a character; a text of another origin may. */
    private static boolean hasLineEnd(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (LINE_ENDS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** What the tag of an image says; empty when it names no version. */
    public static Optional<AlluxioRelease> ofImage(String image) {
        return ImageReference.parse(image).release();
    }

    /** Whether it is known to be older than that release. */
    public boolean isBefore(int major, int minor, int otherPatch) {
        AlluxioVersion other = new AlluxioVersion(major, minor);
        return line.equals(other) ? patch.isPresent() && patch.getAsInt() < otherPatch : line.compareTo(other) < 0;
    }

    /** Whether it is known to be that release or a newer one. */
    public boolean isAtLeast(int major, int minor, int otherPatch) {
        AlluxioVersion other = new AlluxioVersion(major, minor);
        return line.equals(other)
                ? otherPatch == 0 || (patch.isPresent() && patch.getAsInt() >= otherPatch)
                : line.compareTo(other) > 0;
    }

    /** Whether they are known to be two different releases. */
    public boolean differsFrom(AlluxioRelease other) {
        return !line.equals(other.line)
                || (patch.isPresent() && other.patch.isPresent() && patch.getAsInt() != other.patch.getAsInt());
    }

    @Override
    public String toString() {
        return patch.isPresent() ? line + "." + patch.getAsInt() : line.toString();
    }
}
