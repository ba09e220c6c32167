package alluxio.admission.app.config;

/** The limits of reading a configuration, besides the size of its file. Anyone who reaches the server's port may send one to be judged. */
public final class ConfigurationLimits {
    /** Bytes of a configuration that is judged when its ConfigMap is applied. A usual one has a few KiB. */
    public static final int JUDGED_BYTES = 128 << 10;

    /** Errors of a file that are told, in its order; the others are counted. */
    public static final int ERRORS = 200;

    /** Characters of one message, and of the path in it: twice the longest that lists what is allowed. */
    public static final int MESSAGE_CHARACTERS = 1_024;

    /** Characters of a key or a value: Linux's {@code PATH_MAX}, and more than anything else needs. */
    public static final int TEXT_CHARACTERS = 4_096;

    private ConfigurationLimits() {}
}
