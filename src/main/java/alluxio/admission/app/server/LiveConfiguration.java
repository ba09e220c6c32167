package alluxio.admission.app.server;

import alluxio.admission.app.validation.Validation;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.policy.Review;
import alluxio.admission.webhook.HealthDetail;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force. A file is read again when its text changes, looked at from time to time, because the
 * events of a directory watch do not reliably tell of a ConfigMap's change. A file with errors changes nothing: the last
 * good one stays, and readiness details, a counter and the log say so. Thread-safe.
 */
public final class LiveConfiguration implements ServerPart {
    /** How often the file is looked at unless somebody says otherwise. */
    public static final Duration DEFAULT_POLL = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(LiveConfiguration.class);

    /** Reads a configuration; the message of what it throws is for the user, a line for each error. */
    @FunctionalInterface
    public interface Reader {
        AdmissionConfiguration read(String text, String name);
    }

    private record Loaded(Injector injector, Validation validation, Instant at) {
        static Loaded of(AdmissionConfiguration configuration, InstantSource clock) {
            return new Loaded(
                    new Injector(configuration), Validation.ofOneObject(configuration, clock), clock.instant());
        }
    }

    private final InstantSource clock;
    private final String name;
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("configuration-file").factory());
    private final AtomicLong failures = new AtomicLong();
    private volatile Loaded loaded;
    private volatile String problem = "";
    private String seen = "";

    private LiveConfiguration(String name, AdmissionConfiguration first, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.loaded = Loaded.of(first, clock);
    }

    /** One that never changes. */
    public static LiveConfiguration fixed(AdmissionConfiguration configuration, InstantSource clock) {
        return new LiveConfiguration("built-in", configuration, clock);
    }

    /**
     * Reads the file and begins to watch it.
     *
     * @throws RuntimeException what the reader throws, or that the file cannot be read: a server does not start on a bad file
     */
    public static LiveConfiguration watch(Path file, Reader reader, Duration poll, InstantSource clock) {
        String text = InputFile.text(file, InputLimit.CONFIGURATION);
        LiveConfiguration live = new LiveConfiguration(file.toString(), reader.read(text, file.toString()), clock);
        live.seen = text;
        var _ = live.poller.scheduleWithFixedDelay(
                () -> live.lookAgain(file, reader), poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
        return live;
    }

    /** What the poller does; a test may do it at once. */
    synchronized void lookAgain(Path file, Reader reader) {
        try {
            String text = InputFile.text(file, InputLimit.CONFIGURATION);
            if (text.equals(seen)) {
                return;
            }
            seen = text;
            loaded = Loaded.of(reader.read(text, name), clock);
            problem = "";
            log.atInfo().addKeyValue("file", name).log("Configuration reloaded");
        } catch (RuntimeException e) {
            // One that got out would end the polling for good.
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(problem)) {
                failures.incrementAndGet();
                log.atWarn()
                        .addKeyValue("file", name)
                        .addKeyValue("reason", reason)
                        .log("The new configuration is not used; the last good one stays");
            }
            problem = reason;
        }
    }

    /** Decides by the configuration of this moment. */
    public Decision decide(InjectionRequest request, Budget budget) {
        return loaded.injector().decide(request, budget);
    }

    /** Judges by the configuration of this moment. */
    public PolicyResult judge(Review review, Budget budget) {
        return loaded.validation().judge(review, budget);
    }

    /** Ready in any case: the last good configuration serves. */
    @Override
    public HealthDetail detail() {
        return new HealthDetail(
                "configuration",
                true,
                Map.of("source", name, "loadedAt", loaded.at().toString(), "problem", problem));
    }

    @Override
    public void register(MeterRegistry registry) {
        Gauge.builder(
                        "alluxio.admission.configuration.loaded.seconds",
                        this,
                        live -> live.loaded.at().getEpochSecond())
                .description("When the configuration in force was loaded, in seconds since 1970")
                .register(registry);
        FunctionCounter.builder("alluxio.admission.configuration.reload.failures", failures, AtomicLong::get)
                .description("Configurations that were not used because of their errors")
                .register(registry);
    }

    /** Stops watching; what was loaded stays. */
    @Override
    public void close() {
        poller.shutdownNow();
    }
}
