package alluxio.admission.model.alluxio;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Alluxio as the tag of an image or a profile names it: {@code 2.9.6}, {@code v2.9}, {@code 2.3.0-SNAPSHOT}.
 * The enterprise edition puts the name of the product before it, {@code AI-3.6}.
 *
 * @param line the first two numbers
 * @param patch the third; empty when the tag, such as {@code 2.9}, moves from release to release
 * @param isSnapshot whether it is a build on the way to that release, which may lack what came late
 */
public record AlluxioRelease(AlluxioVersion line, OptionalInt patch, boolean isSnapshot) {
    private static final Pattern TEXT =
            Pattern.compile("(?:[A-Z]{2}-|v)?([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4})(?=[.-]|$))?(|[.-].*)");

    /** Reads the text of a tag or a profile's version; empty when that is none. */
    public static Optional<AlluxioRelease> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String patch = matcher.group(3);
        return Optional.of(new AlluxioRelease(
                new AlluxioVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))),
                patch == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(patch)),
                matcher.group(4).contains("SNAPSHOT")));
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
