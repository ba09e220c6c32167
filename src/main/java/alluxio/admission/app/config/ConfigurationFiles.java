package alluxio.admission.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The built-in defaults and the schema of the configuration, as text. Thread-safe. */
public final class ConfigurationFiles {
    private ConfigurationFiles() {}

    /** The built-in defaults as a configuration file, which reads back as {@code AdmissionConfiguration.defaults()}. */
    public static String defaults() {
        return text("defaults.yaml");
    }

    /** The JSON Schema (2020-12) of the configuration file. */
    public static String schema() {
        return text("admission-configuration.schema.json");
    }

    private static String text(String name) {
        try (InputStream in = ConfigurationFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: " + name + " is missing in it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
