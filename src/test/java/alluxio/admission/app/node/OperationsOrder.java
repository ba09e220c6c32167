package alluxio.admission.app.node;

/** What is done to the installation comes after the proofs that need it (they have JUnit's default, half as much), the gravest last. */
final class OperationsOrder {
    /** After the proof that nothing is there before any FUSE daemon. */
    static final int PYTORCH = 1_900_000_000;

    static final int OFFICIAL_MANIFESTS = 2_000_000_000;
    static final int DISCOVERY = 2_000_000_001;
    static final int OUTAGE = 2_000_000_002;
    static final int UPGRADE = 2_000_000_003;
    static final int UNINSTALL = 2_000_000_004;
    static final int RESTART = 2_000_000_005;
    static final int DOCUMENTS = 2_000_000_006;

    private OperationsOrder() {}
}
