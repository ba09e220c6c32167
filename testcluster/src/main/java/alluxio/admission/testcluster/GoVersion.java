package alluxio.admission.testcluster;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Go, such as {@code go1.26.8}, {@code 1.26.0} or {@code go1.27rc1}, which counts as 1.27.0. */
record GoVersion(int major, int minor, int patch) implements Comparable<GoVersion> {

    private static final Pattern PATTERN = Pattern.compile("(?:go)?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");
    private static final Comparator<GoVersion> ORDER = Comparator.comparingInt(GoVersion::major)
            .thenComparingInt(GoVersion::minor)
            .thenComparingInt(GoVersion::patch);

    static GoVersion parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new TestClusterException("This is no version of Go: " + text);
        }
        String patch = matcher.group(3);
        return new GoVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    @Override
    public int compareTo(GoVersion other) {
        return ORDER.compare(this, other);
    }
}
