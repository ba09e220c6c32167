package alluxio.admission.app.server;

import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.WrittenConfiguration;
import alluxio.admission.webhook.ComponentHealth;
import alluxio.admission.webhook.files.PolledFiles;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file in force. The file is polled; one with errors changes nothing: the last good configuration stays in
 * force, and the details of readiness, a counter and the log say why. Thread-safe.
 */
public final class ConfigurationReloader implements ServerComponent {
    /** How often the file is compared by default. */
    public static final Duration DEFAULT_POLL = Duration.ofSeconds(10);

    /** Reads a configuration; the message of what it throws is for the user, a line for each error. */
    @FunctionalInterface
    public interface Reader {
        WrittenConfiguration read(String text, String name);
    }

    private record Loaded(WrittenConfiguration written, Instant at) {}

    private final String name;
    private final Supplier<Loaded> loaded;
    private final @Nullable PolledFiles<Loaded> file;

    private ConfigurationReloader(String name, Supplier<Loaded> loaded, @Nullable PolledFiles<Loaded> file) {
        this.name = name;
        this.loaded = loaded;
        this.file = file;
    }

    /** A configuration that never changes. */
    public static ConfigurationReloader fixed(AdmissionConfiguration configuration, InstantSource clock) {
        Loaded fixed = new Loaded(WrittenConfiguration.of(configuration), clock.instant());
        return new ConfigurationReloader("built-in", () -> fixed, null);
    }

    /**
     * Reads the file, and polls it from then on.
     *
     * @throws RuntimeException what the reader throws, or that the file cannot be read: a server does not start on a bad file
     */
    public static ConfigurationReloader watch(Path path, Reader reader, Duration poll, InstantSource clock) {
        String name = path.toString();
        try {
            PolledFiles<Loaded> file = PolledFiles.open(
                    new PolledFiles.Source(
                            "configuration", List.of(path), each -> InputFile.bytes(each, InputLimit.CONFIGURATION)),
                    poll,
                    contents ->
                            new Loaded(reader.read(InputFile.text(name, contents.getFirst()), name), clock.instant()));
            return new ConfigurationReloader(name, file::current, file);
        } catch (IOException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }

    /** Compares the file now, as the poller does. */
    void poll() {
        if (file != null) {
            file.poll();
        }
    }

    /** What the file says. */
    WrittenConfiguration current() {
        return loaded.get().written();
    }

    /** Calls the listener after each change, on the poller's thread. */
    void onChange(Runnable listener) {
        if (file != null) {
            file.onChange(_ -> listener.run());
        }
    }

    /** Ready in any case: the last good configuration is in force. */
    @Override
    public ComponentHealth componentHealth() {
        return new ComponentHealth(
                "configuration",
                true,
                Map.of(
                        "source",
                        name,
                        "loadedAt",
                        loaded.get().at().toString(),
                        "problem",
                        file == null ? "" : file.problem()));
    }

    @Override
    public void register(MeterRegistry registry) {
        Gauge.builder(
                        "alluxio.admission.configuration.loaded.seconds",
                        this,
                        live -> live.loaded.get().at().getEpochSecond())
                .description("When the configuration in force was loaded, in seconds since 1970")
                .register(registry);
        FunctionCounter.builder(
                        "alluxio.admission.configuration.reload.failures",
                        this,
                        live -> live.file == null ? 0 : live.file.failures())
                .description("Configurations that were not used because of their errors")
                .register(registry);
    }

    /** Stops polling; what was loaded stays. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
