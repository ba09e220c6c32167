package alluxio.admission.manifest.input;

/** How many bytes are read of an input, and what the user can do about more. */
public enum InputLimit {
    /** One file of manifests, or standard input. 40,000 pods of a common size fit. */
    MANIFESTS(64 << 20, "split it into several files"),

    /** A configuration file: the most that a ConfigMap can hold. */
    CONFIGURATION(1 << 20, "a ConfigMap cannot hold more"),

    /** A certificate chain or a key: the most that a Secret can hold. */
    TLS(1 << 20, "a Secret cannot hold more"),

    /** A kubeconfig with its certificates inside. */
    KUBECONFIG(8 << 20, "a kubeconfig is not that large");

    /** All files of manifests of one command together, in bytes. */
    public static final int ALL_MANIFESTS = 128 << 20;

    private final int bytes;
    private final String advice;

    InputLimit(int bytes, String advice) {
        this.bytes = bytes;
        this.advice = advice;
    }

    public int bytes() {
        return bytes;
    }

    String exceeded() {
        return "is larger than " + (bytes >> 20) + " MiB, the most that is read of it; " + advice;
    }
}
