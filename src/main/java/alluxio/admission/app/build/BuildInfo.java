package alluxio.admission.app.build;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The version and git revision of this build, for people who ask which one is running. Never part of a decision, a patch or
 * the status annotation: replicas of two versions must answer alike during a rolling update.
 *
 * @param version of the Maven project, or {@link #UNKNOWN}
 * @param revision of git, abbreviated, with {@code -dirty} when the build had uncommitted changes; {@link #UNKNOWN} when it
 *     was built outside a git checkout
 * @param rulesUrl where docs/rules.md is published; empty when it is not
 */
public record BuildInfo(String version, String revision, String rulesUrl) {
    /** What is said where the build recorded nothing, as in a class path that an IDE made. */
    static final String UNKNOWN = "unknown";

    private static final String RESOURCE = "/alluxio/admission/app/build.properties";

    /** Of the running application. */
    public static BuildInfo current() {
        try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return of(properties);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** Of what the build recorded. A placeholder that nothing replaced counts as absent. */
    static BuildInfo of(Properties properties) {
        return new BuildInfo(
                value(properties, "version", UNKNOWN),
                value(properties, "revision", UNKNOWN),
                value(properties, "rules.url", ""));
    }

    private static String value(Properties properties, String key, String otherwise) {
        @Nullable String value = properties.getProperty(key);
        return value == null || value.isBlank() || value.startsWith("${") ? otherwise : value.strip();
    }

    /** Registers {@code alluxio_admission_build_info}, whose value is 1: its labels say which build it is. */
    public void register(MeterRegistry registry) {
        Gauge.builder("alluxio.admission.build.info", () -> 1)
                .description("The version and git revision of the running server")
                .tag("version", version)
                .tag("revision", revision)
                .register(registry);
    }

    /** As in {@code 1.2.0 (revision 0123456789ab)}. */
    @Override
    public String toString() {
        return version + " (revision " + revision + ")";
    }
}
