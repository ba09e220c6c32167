package alluxio.admission.app.cli;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.config.OfflineConfiguration;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option --config, which all commands that decide have. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "configuration file (default: the built-in one, see profile --defaults)")
    private @Nullable Path config;

    Optional<Path> configFile() {
        return Optional.ofNullable(config);
    }

    /** What the file says, else the built-in configuration. */
    WrittenConfiguration written() {
        return configFile()
                .map(ConfigurationLoader::read)
                .orElseGet(() -> WrittenConfiguration.of(AdmissionConfiguration.defaults()));
    }

    /** What the file says, and without one nothing, where the profile that is built in must not count. */
    WrittenConfiguration writtenInFile() {
        return configFile().map(ConfigurationLoader::read).orElseGet(WrittenConfiguration::nothing);
    }

    /** What {@link #written} says, without a cluster in which what the file leaves out could be discovered. */
    AdmissionConfiguration configuration() {
        return OfflineConfiguration.of(written());
    }
}
