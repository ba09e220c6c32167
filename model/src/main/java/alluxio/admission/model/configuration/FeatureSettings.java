package alluxio.admission.model.configuration;

import alluxio.admission.model.Feature;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster offers to its clients.
 *
 * @param hostAliases for names outside Kubernetes; empty: none
 */
public record FeatureSettings(
        Optional<ShortCircuitSettings> shortCircuit,
        Optional<FuseSettings> fuse,
        Optional<HdfsSettings> hdfs,
        List<HostAlias> hostAliases) {
    public FeatureSettings {
        hostAliases = List.copyOf(hostAliases);
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
