package alluxio.admission.app.node;

/** What is done to the installation comes after the proofs that need it, the gravest last. */
final class OperationsOrder {
    static final int OUTAGE = 1_000_000_001;
    static final int UPGRADE = 1_000_000_002;
    static final int UNINSTALL = 1_000_000_003;
    static final int RESTART = 1_000_000_004;

    private OperationsOrder() {}
}
