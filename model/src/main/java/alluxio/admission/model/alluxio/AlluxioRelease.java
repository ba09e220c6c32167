package alluxio.admission.model.alluxio;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Alluxio as an image's tag names it.
 *
 * @param line the first two numbers
 * @param patch the third; empty when the tag, such as {@code 2.9}, moves from release to release
 */
public record AlluxioRelease(AlluxioVersion line, OptionalInt patch) {
    private static final Pattern PATCH = Pattern.compile("v?[0-9]+\\.[0-9]+\\.([0-9]{1,4})([.-].*)?");

    /** What the tag of an image says; empty when it names no version. */
    public static Optional<AlluxioRelease> ofImage(String image) {
        OptionalInt patch = AlluxioVersion.tag(image)
                .map(PATCH::matcher)
                .filter(Matcher::matches)
                .map(matcher -> OptionalInt.of(Integer.parseInt(matcher.group(1))))
                .orElse(OptionalInt.empty());
        return AlluxioVersion.ofImage(image).map(line -> new AlluxioRelease(line, patch));
    }

    /** Whether it is known to be older than that release. */
    public boolean isBefore(int major, int minor, int otherPatch) {
        AlluxioVersion other = new AlluxioVersion(major, minor);
        return line.equals(other) ? patch.isPresent() && patch.getAsInt() < otherPatch : line.compareTo(other) < 0;
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
