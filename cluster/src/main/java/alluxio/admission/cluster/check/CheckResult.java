package alluxio.admission.cluster.check;

import java.util.List;

/**
 * What a check found.
 *
 * @param seen in one line
 * @param details more lines, such as the pods concerned
 * @param hint what to do; "" where nothing is
 */
public record CheckResult(CheckInfo check, CheckStatus status, String seen, List<String> details, String hint) {
    /** Lines of details that are shown; what is beyond is counted. */
    private static final int MOST_DETAILS = 10;

    public CheckResult {
        details = List.copyOf(details);
    }

    /** The same with details; many are cut to a number that people read. */
    public CheckResult with(List<String> lines) {
        List<String> shown = lines.size() <= MOST_DETAILS
                ? lines
                : java.util.stream.Stream.concat(
                                lines.stream().limit(MOST_DETAILS),
                                java.util.stream.Stream.of("and " + (lines.size() - MOST_DETAILS) + " more"))
                        .toList();
        return new CheckResult(check, status, seen, shown, hint);
    }
}
