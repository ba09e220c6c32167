package alluxio.admission.model;

/**
 * The limits of what a decision reads and reports. Beyond a limit a user gets a refusal or a finding with one clear line;
 * nothing is cut silently. The work of a decision is limited by {@link Budget}.
 */
public final class Limits {

    /**
     * The bytes in UTF-8 of the value of one {@code alluxio.io/} annotation. Kubernetes' own limit for all annotations of
     * an object together ({@code TotalAnnotationSizeLimitB}), which the API server checks only after its webhooks.
     */
    public static final int ANNOTATION_BYTES = 256 << 10;

    /**
     * The bytes in UTF-8 of the names and values of all annotations of an object, those of the webhook included: as
     * Kubernetes counts them ({@code TotalAnnotationSizeLimitB} of apimachinery's validation).
     */
    public static final int ANNOTATIONS_BYTES = 256 << 10;

    /** The entries of one annotation that holds a comma-separated list, such as {@code alluxio.io/containers}. */
    public static final int COMMA_LIST_ENTRIES = 256;

    /** The refusals or findings of one object that are told in full; what is beyond is counted ("and N more"). */
    public static final int REPORTED_FINDINGS = 50;

    /**
     * The bytes of one environment variable, its name and value once expanded: Linux starts no process with a longer one
     * ({@code MAX_ARG_STRLEN}, 32 pages of 4 KiB).
     */
    public static final int ENVIRONMENT_VARIABLE_BYTES = 128 << 10;

    /**
     * The characters that references in one pod's variables, commands and arguments may add to what is written: the
     * space that Linux gives the arguments and the environment of one process by default, a quarter of an 8 MiB stack.
     * The containers share it in equal parts, of at least {@link #LEAST_EXPANSION_CHARACTERS}.
     */
    public static final int EXPANSION_CHARACTERS = 2 << 20;

    /** What references in each container of a pod may always add, however many containers there are. */
    public static final int LEAST_EXPANSION_CHARACTERS = 4 << 10;

    /**
     * The labels, requirements and values of all selectors in {@code injection.excludedPods} together. The chart makes an
     * expression of them, and the API server takes none of more than 100,000 characters.
     */
    public static final int EXCLUDED_POD_TERMS = 200;

    /** The entries of {@code injection.ignoredKeys}. The API server compares each with every new key of an object. */
    public static final int IGNORED_KEYS = 50;

    private Limits() {}
}
