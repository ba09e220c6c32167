package alluxio.admission.app.cli;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.model.configuration.AdmissionConfiguration;
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

    /** The configuration of the file, else the built-in one. */
    AdmissionConfiguration configuration() {
        return configFile().map(ConfigurationLoader::read).orElseGet(AdmissionConfiguration::defaults);
    }
}
