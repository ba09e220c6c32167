package alluxio.admission.cluster.check;

import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.discovery.DiscoveryResult;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of an installation.
 *
 * @param source {@code ConfigMap alluxio-admission/alluxio-admission}
 * @param errors why it cannot be read; empty when it can
 * @param completed with what runs; empty when it cannot be read
 */
public record CheckedConfiguration(
        String source,
        List<String> errors,
        Optional<WrittenConfiguration> written,
        DiscoveryResult discovered,
        Optional<CompletedConfiguration> completed) {
    public CheckedConfiguration {
        errors = List.copyOf(errors);
    }
}
