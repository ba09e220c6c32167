package alluxio.admission.model.configuration;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The native sidecar that mounts the file system for its pod.
 *
 * @param image of Alluxio; empty: there can be no sidecar
 * @param alluxioPath the directory of Alluxio that is mounted
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

    /** Without it only root can read the file system, as the user that mounted it. */
    public static final List<String> DEFAULT_OPTIONS = List.of("allow_other");

    /** Enough for the heap and the direct memory that the sidecar is started with, and for the rest of a JVM. */
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

    /** The defaults with an image. */
    public static SidecarSettings of(Optional<String> image) {
        return new SidecarSettings(
                image, "/", DEFAULT_OPTIONS, new TreeMap<>(DEFAULT_LIMITS), new TreeMap<>(DEFAULT_REQUESTS), List.of());
    }
}
