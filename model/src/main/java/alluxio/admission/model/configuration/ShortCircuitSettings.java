package alluxio.admission.model.configuration;

import java.util.List;
import java.util.Optional;

/**
 * The short circuit that a cluster offers.
 *
 * @param required false: leave it out where it might keep a pod from starting
 * @param hostPath the workers' domain socket directory on the node; empty where the charts keep it on a claim
 * @param mountPath where the workers mount it, and clients must, too
 * @param tiers for {@link ShortCircuitPolicy#LOCAL}: the workers' tier directories
 */
public record ShortCircuitSettings(
        ShortCircuitPolicy policy, boolean required, Optional<String> hostPath, String mountPath, List<String> tiers) {
    public ShortCircuitSettings {
        tiers = List.copyOf(tiers);
    }
}
