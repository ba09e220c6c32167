package alluxio.admission.model.configuration;

import alluxio.admission.model.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster offers to its clients.
 *
 * @param hostAliases for names outside Kubernetes; empty: none
 * @param helperResources of the small containers that are injected: the one that unmounts FUSE, and the one that changes the owner of
 *     a worker's socket directory; empty: what each of them needs
 */
public record FeatureSettings(
        Optional<ShortCircuitSettings> shortCircuit,
        Optional<FuseSettings> fuse,
        Optional<HdfsSettings> hdfs,
        List<HostAlias> hostAliases,
        Optional<ResourceRequirements> helperResources) {
    /** Enough for a shell, and for the start of a container. */
    public static final ResourceRequirements USUAL_HELPER_RESOURCES =
            ResourceRequirements.equal(Map.of("cpu", "50m", "memory", "64Mi"));

    public FeatureSettings {
        hostAliases = List.copyOf(hostAliases);
    }

    /** With the usual resources of small containers. */
    public FeatureSettings(
            Optional<ShortCircuitSettings> shortCircuit,
            Optional<FuseSettings> fuse,
            Optional<HdfsSettings> hdfs,
            List<HostAlias> hostAliases) {
        this(shortCircuit, fuse, hdfs, hostAliases, Optional.empty());
    }

    /** Whether there is enough of the feature to inject it. */
    public boolean describe(Feature feature) {
        return switch (feature) {
            case SHORT_CIRCUIT -> shortCircuit.isPresent();
            case FUSE -> fuse.isPresent();
            case HDFS -> hdfs.isPresent();
            case HOST_ALIASES -> !hostAliases.isEmpty();
        };
    }
}
