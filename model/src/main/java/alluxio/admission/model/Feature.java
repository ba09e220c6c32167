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

    private final String key;

    Feature(String key) {
        this.key = key;
    }

    /** The name in annotations, configuration, status and metrics. */
    public String key() {
        return key;
    }

    public static Optional<Feature> of(String key) {
        return Arrays.stream(values()).filter(f -> f.key.equals(key)).findFirst();
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(Feature::key).toList();
    }
}
