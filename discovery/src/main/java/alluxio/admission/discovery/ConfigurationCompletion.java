package alluxio.admission.discovery;

import alluxio.admission.model.configuration.WrittenConfiguration;
import java.util.List;
import java.util.Map;

/** Completes written profiles from the Alluxio cluster in their namespace, and adds a profile for each other one. Pure. */
public final class ConfigurationCompletion {
    private ConfigurationCompletion() {}

    /** A written profile that no cluster completes, and that lacks its masters, is unavailable. */
    public static CompletedConfiguration complete(WrittenConfiguration written, DiscoveryResult found) {
        if (!found.clusters().isEmpty()) {
            throw new UnsupportedOperationException("nothing is discovered yet");
        }
        return new CompletedConfiguration(written.configuration(), Map.of(), List.of());
    }
}
