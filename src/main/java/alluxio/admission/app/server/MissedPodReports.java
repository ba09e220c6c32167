package alluxio.admission.app.server;

import alluxio.admission.cluster.missed.MissedPodEvents;
import alluxio.admission.cluster.missed.MissedPods;
import alluxio.admission.webhook.ComponentHealth;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports pods that opted in and were not injected: as a metric, and as Events. Its thread looks at the newest snapshot at
 * intervals; no review waits for it. Thread-safe.
 */
public final class MissedPodReports implements ServerComponent {
    /** How often it looks. A pod stays missed until it is created anew, so there is no hurry. */
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(MissedPodReports.class);

    private final Supplier<Optional<MissedPods>> missed;
    private final MissedPodEvents events;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("missed-pods").factory());
    private volatile Optional<MissedPods> last = Optional.empty();
    private volatile long created;

    private MissedPodReports(Supplier<Optional<MissedPods>> missed, MissedPodEvents events) {
        this.missed = missed;
        this.events = events;
    }

    /** @param missed of the newest snapshot; empty while it has no pods, as without {@code discovery.pods} */
    public static MissedPodReports start(Supplier<Optional<MissedPods>> missed, MissedPodEvents events) {
        MissedPodReports reports = new MissedPodReports(missed, events);
        var _ = reports.thread.scheduleWithFixedDelay(
                reports::reconcile, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return reports;
    }

    /** One look, and the Events that are due. Called by its thread. */
    void reconcile() {
        try {
            Optional<MissedPods> now = missed.get();
            last = now;
            now.ifPresent(found -> events.reconcile(found.owners()));
            created = events.total();
        } catch (RuntimeException e) {
            log.error("Reporting pods that were not injected failed; trying again", e);
        }
    }

    /** Never a reason not to be ready. */
    @Override
    public ComponentHealth componentHealth() {
        return new ComponentHealth(
                "missedPods",
                true,
                Map.of(
                        "pods",
                        last.map(found -> Integer.toString(found.count())).orElse("not watched"),
                        "events",
                        Long.toString(created)));
    }

    @Override
    public void register(MeterRegistry registry) {
        Gauge.builder(
                        "alluxio.admission.pods.not.injected",
                        this,
                        live -> live.last.map(found -> (double) found.count()).orElse(Double.NaN))
                .description("Pods that opted in and run without Alluxio; NaN unless discovery.pods is on")
                .register(registry);
        FunctionCounter.builder("alluxio.admission.missed.pod.events", this, live -> live.created)
                .description("Events that this replica has created about pods that were not injected")
                .register(registry);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
