package alluxio.admission.model.alluxio;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release line of Alluxio: what its images expect changes with these two numbers. */
public record AlluxioVersion(int major, int minor) implements Comparable<AlluxioVersion> {
    private static final Pattern START = Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4})([.-].*)?");
    private static final Comparator<AlluxioVersion> ORDER =
            Comparator.comparingInt(AlluxioVersion::major).thenComparingInt(AlluxioVersion::minor);

    /** Reads {@code 2.9}, {@code 2.9.6} or {@code 2.10.0-SNAPSHOT}; empty for anything else. */
    public static Optional<AlluxioVersion> parse(String text) {
        Matcher matcher = START.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new AlluxioVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The version that the tag of an image names. A colon before the last slash is a port of the registry. */
    public static Optional<AlluxioVersion> ofImage(String image) {
        return tag(image).flatMap(AlluxioVersion::parse);
    }

    /** What stands behind the colon of the last part of an image's name, without a digest. */
    static Optional<String> tag(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        int digest = name.indexOf('@');
        String tagged = digest < 0 ? name : name.substring(0, digest);
        int colon = tagged.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(tagged.substring(colon + 1));
    }

    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return compareTo(new AlluxioVersion(otherMajor, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(AlluxioVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
