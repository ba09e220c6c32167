package alluxio.admission.model.alluxio;

import java.util.Comparator;
import java.util.Optional;

/**
 * A release line of Alluxio, such as 2.9. {@link AlluxioRelease} has the third number, {@link ReleaseChange} what changed
 * with which release.
 */
public record AlluxioVersion(int major, int minor) implements Comparable<AlluxioVersion> {
    private static final Comparator<AlluxioVersion> ORDER =
            Comparator.comparingInt(AlluxioVersion::major).thenComparingInt(AlluxioVersion::minor);

    /** Reads {@code 2.9}, {@code 2.9.6}, {@code 2.10.0-SNAPSHOT} or {@code AI-3.6}; empty for anything else. */
    public static Optional<AlluxioVersion> parse(String text) {
        return AlluxioRelease.parse(text).map(AlluxioRelease::line);
    }

    /** The version that the tag of an image names. */
    public static Optional<AlluxioVersion> ofImage(String image) {
        return AlluxioRelease.ofImage(image).map(AlluxioRelease::line);
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
