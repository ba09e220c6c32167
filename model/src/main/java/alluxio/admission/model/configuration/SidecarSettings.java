package alluxio.admission.model.configuration;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The container that mounts the file system for its pod.
 *
 * @param image of Alluxio; empty: no sidecar can be had
 * @param alluxioPath the directory of Alluxio's that is mounted
 * @param options mount options, such as {@code allow_other}
 * @param limits amounts by resource, sorted
 * @param requests amounts by resource, sorted
 * @param imagePullSecrets names of Secrets in the pod's namespace
 */
public record SidecarSettings(
        Optional<String> image,
        String alluxioPath,
        List<String> options,
        SortedMap<String, String> limits,
        SortedMap<String, String> requests,
        List<String> imagePullSecrets) {

    /** Without it, only the user that mounts can read, which is root. */
    public static final List<String> DEFAULT_OPTIONS = List.of("allow_other");

    /** Covers the heap and the direct memory that the sidecar is started with, and what a JVM needs besides. */
    public static final Map<String, String> DEFAULT_LIMITS = Map.of("memory", "4Gi");

    public static final Map<String, String> DEFAULT_REQUESTS = Map.of("cpu", "500m", "memory", "4Gi");

    public SidecarSettings {
        options = List.copyOf(options);
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        requests = Collections.unmodifiableSortedMap(new TreeMap<>(requests));
        imagePullSecrets = List.copyOf(imagePullSecrets);
    }

    public static SidecarSettings defaults() {
        return of(Optional.empty());
    }

    /** All defaults but for the image. */
    public static SidecarSettings of(Optional<String> image) {
        return new SidecarSettings(
                image, "/", DEFAULT_OPTIONS, new TreeMap<>(DEFAULT_LIMITS), new TreeMap<>(DEFAULT_REQUESTS), List.of());
    }
}
