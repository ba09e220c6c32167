package alluxio.admission.cluster.check;

import java.util.List;

/**
 * Names a check.
 *
 * @param id its anchor in docs/check.md
 * @param name as the output shows it
 */
public record CheckInfo(CheckGroup group, String id, String name) {
    private static final String PAGE = "docs/check.md#";

    /** Where it is explained. */
    public String link() {
        return PAGE + id;
    }

    public CheckResult ok(String seen) {
        return new CheckResult(this, CheckStatus.OK, seen, List.of(), "");
    }

    /** @param why it could not look */
    public CheckResult skipped(String why) {
        return new CheckResult(this, CheckStatus.SKIPPED, why, List.of(), "");
    }

    /** @param hint what to do */
    public CheckResult warning(String seen, String hint) {
        return new CheckResult(this, CheckStatus.WARNING, seen, List.of(), hint);
    }

    /** @param hint what to do */
    public CheckResult failed(String seen, String hint) {
        return new CheckResult(this, CheckStatus.FAILED, seen, List.of(), hint);
    }
}
