package alluxio.admission.app.config;

import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads a configuration, or reports everything that is wrong with it. Thread-safe. */
public final class ConfigurationLoader {
    private static final Logger log = LoggerFactory.getLogger(ConfigurationLoader.class);

    private ConfigurationLoader() {}

    /** @throws UnreadableException when the file cannot be read or has errors; a line for each */
    public static WrittenConfiguration read(Path file) {
        return parse(InputFile.text(file, InputLimit.CONFIGURATION), file.toString());
    }

    /**
     * What has no effect in this version is logged as a warning.
     *
     * @param name of the text, for messages
     * @throws UnreadableException when it has errors; a line for each
     */
    public static WrittenConfiguration parse(String text, String name) {
        return switch (new AdmissionConfigurationReader().read(text, name)) {
            case ConfigurationResult.Loaded loaded -> {
                loaded.remarks().forEach(log::warn);
                yield loaded.written();
            }
            case ConfigurationResult.Rejected rejected -> throw new UnreadableException(rejected.errors());
        };
    }
}
