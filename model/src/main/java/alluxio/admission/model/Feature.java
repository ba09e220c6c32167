package alluxio.admission.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A part of Alluxio that can be injected into a pod. Users write its key in annotations and in the configuration. */
public enum Feature {
    SHORT_CIRCUIT("short-circuit"),
    FUSE("fuse"),
    HDFS("hdfs"),
    HOST_ALIASES("host-aliases");

    private static final List<String> KEYS =
            Arrays.stream(values()).map(Feature::key).toList();

    private final String key;

    Feature(String key) {
        this.key = key;
    }

    /** The name in annotations, configuration, status and metrics. */
    public String key() {
        return key;
    }

    public static Optional<Feature> of(String key) {
        for (Feature feature : values()) {
            if (feature.key.equals(key)) {
                return Optional.of(feature);
            }
        }
        return Optional.empty();
    }

    public static List<String> keys() {
        return KEYS;
    }
}
