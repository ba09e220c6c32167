package alluxio.admission.app.build;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The version and git revision of this build, for people who want to know which one is running. Never part of a decision, a
 * patch or the status annotation: replicas of two versions must answer alike during a rolling update.
 *
 * @param version of the Maven project, or {@link #UNKNOWN}
 * @param revision of git, abbreviated, with {@code -dirty} when the build had uncommitted changes; {@link #UNKNOWN} when it
 *     was built outside a git checkout
 */
public record BuildInfo(String version, String revision) {
    /** Where the build recorded nothing. */
    static final String UNKNOWN = "unknown";

    /** Of the running application. */
    public static BuildInfo current() {
        return of(BuildProperties.load());
    }

    static BuildInfo of(BuildProperties properties) {
        return new BuildInfo(
                properties.value("version").orElse(UNKNOWN),
                properties.value("revision").orElse(UNKNOWN));
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
