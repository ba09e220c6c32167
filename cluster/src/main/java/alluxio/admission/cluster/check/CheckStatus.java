package alluxio.admission.cluster.check;

/** What a check found, the least grave first. */
public enum CheckStatus {
    OK("ok"),
    /** It could not look, and says why. */
    SKIPPED("skipped"),
    WARNING("warning"),
    FAILED("failed");

    private final String key;

    CheckStatus(String key) {
        this.key = key;
    }

    /** In all outputs. */
    public String key() {
        return key;
    }
}
