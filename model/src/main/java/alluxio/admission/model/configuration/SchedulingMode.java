package alluxio.admission.model.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether clients are kept on nodes that can have a worker. */
public enum SchedulingMode {
    /** On the nodes that the profile names; anywhere where it names none, since its workers then run everywhere. */
    AUTO("auto"),
    /** As auto, and refused where nothing says which nodes have a worker. */
    REQUIRED("required"),
    /** Anywhere. */
    NONE("none");

    private static final List<String> KEYS =
            Arrays.stream(values()).map(SchedulingMode::key).toList();

    private final String key;

    SchedulingMode(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    public static Optional<SchedulingMode> of(String key) {
        for (SchedulingMode mode : values()) {
            if (mode.key.equals(key)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    public static List<String> keys() {
        return KEYS;
    }
}
