package alluxio.admission.model.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a JVM gets its Alluxio properties. */
public enum ClientOptions {
    /** Appended to {@code JAVA_TOOL_OPTIONS}, which every JVM reads. */
    ENV("env"),
    /** {@code /etc/alluxio/alluxio-site.properties}, from an annotation of the pod. */
    FILE("file"),
    /** Not at all: the application brings its own. */
    NONE("none");

    private static final List<String> KEYS =
            Arrays.stream(values()).map(ClientOptions::key).toList();

    private final String key;

    ClientOptions(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    public static Optional<ClientOptions> of(String key) {
        for (ClientOptions options : values()) {
            if (options.key.equals(key)) {
                return Optional.of(options);
            }
        }
        return Optional.empty();
    }

    public static List<String> keys() {
        return KEYS;
    }
}
