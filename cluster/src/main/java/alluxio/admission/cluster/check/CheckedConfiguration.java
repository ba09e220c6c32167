package alluxio.admission.cluster.check;

import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.discovery.CompletedConfiguration.Contradiction;
import alluxio.admission.discovery.DiscoveryResult;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of an installation.
 *
 * @param source {@code ConfigMap alluxio-admission/alluxio-admission}
 * @param errors why it cannot be read; empty when it can
 * @param written empty when it cannot be read
 * @param discovered in the namespaces that it trusts
 * @param completed as the servers decide by it; empty when it cannot be read
 * @param contradictions of written values with what runs, in namespaces that are not trusted too
 */
public record CheckedConfiguration(
        String source,
        List<String> errors,
        Optional<WrittenConfiguration> written,
        DiscoveryResult discovered,
        Optional<CompletedConfiguration> completed,
        List<Contradiction> contradictions) {
    public CheckedConfiguration {
        errors = List.copyOf(errors);
        contradictions = List.copyOf(contradictions);
    }

    /** Which pods and keys a configuration leaves out; the defaults where none is seen, or it cannot be read. */
    public static InjectionSettings injection(Optional<CheckedConfiguration> configuration) {
        return configuration
                .flatMap(CheckedConfiguration::written)
                .map(written -> written.configuration().injection())
                .orElseGet(InjectionSettings::defaults);
    }

    /** One that cannot be read. */
    public static CheckedConfiguration unreadable(String source, List<String> errors) {
        return new CheckedConfiguration(
                source, errors, Optional.empty(), DiscoveryResult.NOTHING, Optional.empty(), List.of());
    }
}
