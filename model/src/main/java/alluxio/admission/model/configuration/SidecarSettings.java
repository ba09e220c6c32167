package alluxio.admission.model.configuration;

import alluxio.admission.model.kube.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The native sidecar that mounts the file system for its pod.
 *
 * @param image of Alluxio; empty: there can be no sidecar
 * @param alluxioPath the directory of Alluxio that is mounted
 * @param options mount options, such as {@code allow_other}
 * @param resources of the sidecar alone
 * @param imagePullSecrets names of Secrets in the pod's namespace
 * @param security of the sidecar and of the container that unmounts
 */
public record SidecarSettings(
        Optional<String> image,
        String alluxioPath,
        List<String> options,
        ResourceRequirements resources,
        List<String> imagePullSecrets,
        FuseSecurity security) {

    /** Without it only root can read the file system, as the user that mounted it. */
    public static final List<String> DEFAULT_OPTIONS = List.of("allow_other");

    /**
     * Those of the official chart's FUSE containers. The limit is enough for the heap and the direct memory that the sidecar is
     * started with, and for the rest of a JVM.
     */
    public static final ResourceRequirements DEFAULT_RESOURCES =
            ResourceRequirements.of(Map.of("cpu", "4", "memory", "4Gi"), Map.of("cpu", "500m", "memory", "1Gi"));

    /** A memory limit must be more: a heap of 1 GiB, which Alluxio's scripts set, and direct memory of 2 GiB. */
    public static final Quantity MEMORY_OF_JVM = Quantity.parse("3Gi").orElseThrow();

    public SidecarSettings {
        options = List.copyOf(options);
        imagePullSecrets = List.copyOf(imagePullSecrets);
    }

    public static SidecarSettings defaults() {
        return of(Optional.empty());
    }

    /** The defaults with an image. */
    public static SidecarSettings of(Optional<String> image) {
        return new SidecarSettings(image, "/", DEFAULT_OPTIONS, DEFAULT_RESOURCES, List.of(), FuseSecurity.DEFAULT);
    }

    /**
     * The resources in a pod of QoS class Guaranteed. A memory request that the JVM does not fit is replaced by the limit: as a
     * limit it would have the sidecar killed.
     */
    public ResourceRequirements guaranteedResources() {
        return resources.guaranteed(Map.of("memory", MEMORY_OF_JVM), DEFAULT_RESOURCES);
    }
}
