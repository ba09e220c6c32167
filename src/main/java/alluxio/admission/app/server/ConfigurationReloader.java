package alluxio.admission.app.server;

import alluxio.admission.injector.status.Digests;
import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.WrittenConfiguration;
import alluxio.admission.webhook.ComponentHealth;
import alluxio.admission.webhook.files.PolledFiles;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file in force. The file is polled; one with errors changes nothing: the last good configuration stays in
 * force, and the details of readiness, a gauge and the log say why. If there is none yet, the server is not ready until the file
 * is fixed: it does not exit, because a restart would not help, and the reason would be lost. Thread-safe.
 */
public final class ConfigurationReloader implements ServerComponent {
    /** How often the file is compared by default. */
    public static final Duration DEFAULT_POLL = Duration.ofSeconds(10);

    /** Reads a configuration; the message of what it throws is for the user, a line for each error. */
    @FunctionalInterface
    public interface Reader {
        WrittenConfiguration read(String text, String name);
    }

    /** @param digest of the text; "" where there is none */
    private record Loaded(WrittenConfiguration written, Instant at, String digest) {}

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
        Loaded fixed = new Loaded(WrittenConfiguration.of(configuration), clock.instant(), "");
        return new ConfigurationReloader("built-in", () -> fixed, null);
    }

    /** Reads the file, and polls it from then on. */
    public static ConfigurationReloader watch(Path path, Reader reader, Duration poll, InstantSource clock) {
        String name = path.toString();
        Loaded nothing = new Loaded(WrittenConfiguration.nothing(), Instant.EPOCH, "");
        PolledFiles<Loaded> file = PolledFiles.openOr(
                nothing,
                new PolledFiles.Source(
                        "configuration", List.of(path), each -> InputFile.bytes(each, InputLimit.CONFIGURATION)),
                poll,
                contents -> load(InputFile.text(name, contents.getFirst()), name, reader, clock));
        return new ConfigurationReloader(name, file::current, file);
    }

    private static Loaded load(String text, String name, Reader reader, InstantSource clock) {
        return new Loaded(reader.read(text, name), clock.instant(), Digests.of(text));
    }

    /** Whether there is a configuration to decide by. */
    boolean isLoaded() {
        return file == null || file.isUsable();
    }

    /** Why the file as it is now is not in force; empty when it is. */
    String problem() {
        return file == null ? "" : file.problem();
    }

    /** Calls the listener with {@link #problem} now and after each change of it, on the poller's thread. */
    public ConfigurationReloader reportingTo(Consumer<String> listener) {
        if (file != null) {
            file.onProblem(listener);
        }
        return this;
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

    /** Ready as soon as there was a good configuration: the last one is in force. */
    @Override
    public ComponentHealth componentHealth() {
        Loaded now = loaded.get();
        String loadedAt = isLoaded() ? now.at().toString() : "never";
        Map<String, String> details =
                new LinkedHashMap<>(Map.of("source", name, "loadedAt", loadedAt, "problem", problem()));
        if (!now.digest().isEmpty()) {
            details.put("digest", now.digest());
        }
        return new ComponentHealth("configuration", isLoaded(), details);
    }

    @Override
    public void register(MeterRegistry registry) {
        Gauge.builder(
                        "alluxio.admission.configuration.loaded.seconds",
                        this,
                        live -> live.loaded.get().at().getEpochSecond())
                .description("When the configuration in force was loaded, in seconds since 1970")
                .register(registry);
        Gauge.builder(
                        "alluxio.admission.configuration.current",
                        this,
                        live -> live.problem().isEmpty() ? 1 : 0)
                .description("1 when the configuration in force is the one that is written, 0 when that has errors")
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
