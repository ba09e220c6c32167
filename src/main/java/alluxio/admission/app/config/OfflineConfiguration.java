package alluxio.admission.app.config;

import alluxio.admission.discovery.ConfigurationCompletion;
import alluxio.admission.discovery.DiscoveryResult;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.WrittenConfiguration;

/** The configuration of commands that see no cluster: nothing is discovered, and the built-in profile stands in where none is written. */
public final class OfflineConfiguration {
    private OfflineConfiguration() {}

    public static AdmissionConfiguration of(WrittenConfiguration written) {
        AdmissionConfiguration configuration = written.configuration();
        return configuration.profiles().isEmpty()
                ? withBuiltInProfile(configuration)
                : ConfigurationCompletion.complete(written, DiscoveryResult.NOTHING)
                        .configuration();
    }

    private static AdmissionConfiguration withBuiltInProfile(AdmissionConfiguration configuration) {
        AdmissionConfiguration builtIn = AdmissionConfiguration.defaults();
        return new AdmissionConfiguration(
                builtIn.defaultProfile(),
                builtIn.profiles(),
                configuration.access(),
                configuration.injection(),
                configuration.policy());
    }
}
