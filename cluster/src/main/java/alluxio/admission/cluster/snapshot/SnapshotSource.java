package alluxio.admission.cluster.snapshot;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a snapshot of the cluster current, by informers on what the configuration names. Reading it costs nothing and never
 * waits. An API server that cannot be reached leaves the last snapshot in force; {@link #state} says how old it may be.
 *
 * <p>Started by {@link #start}; all work is done on its own threads. Thread-safe.
 */
public final class SnapshotSource implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SnapshotSource.class);

    /** Changes that come within this time make one snapshot. */
    static final Duration DEBOUNCE = Duration.ofMillis(500);

    private final InformerFactory factory;
    private final WatchedCluster cluster;
    private final MemoryBudget budget =
            new MemoryBudget(Runtime.getRuntime().maxMemory() / 100 * SnapshotLimits.HEAP_PERCENT);
    private final InstantSource clock;
    private final Consumer<ClusterSnapshot> listener;
    private final ProblemLog problems = new ProblemLog();
    private final AtomicBoolean changed = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("snapshot").factory());
    private volatile DiscoverySettings settings;
    private volatile Optional<ClusterSnapshot> current = Optional.empty();
    private volatile SnapshotState state = SnapshotState.NOTHING;

    private SnapshotSource(
            InformerFactory factory,
            DiscoverySettings settings,
            InformerTiming timing,
            InstantSource clock,
            Consumer<ClusterSnapshot> listener) {
        this.factory = factory;
        this.settings = settings;
        this.cluster = new WatchedCluster(
                factory,
                new InformerEnvironment(
                        timing,
                        clock,
                        budget,
                        new ListSlots(SnapshotLimits.LISTS, this::checkSoon),
                        () -> changed.set(true)));
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Starts informers, and returns at once.
     *
     * @param connection the caller's, to be closed after this
     * @param settings the namespaces to read; with none, nothing is read
     * @param listener is given each new snapshot, one at a time, on a thread of the source; it should be quick
     */
    public static SnapshotSource start(
            ClusterConnection connection,
            DiscoverySettings settings,
            InstantSource clock,
            Consumer<ClusterSnapshot> listener) {
        return start(connection, settings, InformerTiming.DEFAULTS, clock, listener);
    }

    /** As {@link #start(ClusterConnection, DiscoverySettings, InstantSource, Consumer)}, with other pauses. */
    public static SnapshotSource start(
            ClusterConnection connection,
            DiscoverySettings settings,
            InformerTiming timing,
            InstantSource clock,
            Consumer<ClusterSnapshot> listener) {
        SnapshotSource source =
                new SnapshotSource(new InformerFactory(connection, timing.watch()), settings, timing, clock, listener);
        var _ = source.thread.scheduleWithFixedDelay(source::tick, 0, DEBOUNCE.toMillis(), TimeUnit.MILLISECONDS);
        return source;
    }

    /** Empty until all that the configuration names has been read once, or is known to be forbidden; and while discovery is off. */
    public Optional<ClusterSnapshot> current() {
        return current;
    }

    /** As of half a second ago. */
    public SnapshotState state() {
        return state;
    }

    /** Takes effect within a second: a namespace that is new enters the snapshot when it has been read. */
    public void configure(DiscoverySettings changedSettings) {
        settings = changedSettings;
    }

    /** The heap that objects of snapshots take, in bytes, as it is estimated. */
    public long memory() {
        return budget.used();
    }

    private void checkSoon() {
        try {
            thread.execute(this::check);
        } catch (RejectedExecutionException e) {
            log.trace("No informer starts any more", e);
        }
    }

    private void check() {
        try {
            cluster.check();
        } catch (RuntimeException e) {
            log.error("Starting informers failed; trying again", e);
        }
    }

    private void tick() {
        try {
            if (cluster.follow(settings)) {
                changed.set(true);
            }
            cluster.check();
            if (changed.getAndSet(false)) {
                publish(cluster.snapshot(current.isPresent()));
            }
            state = cluster.state(current);
            problems.note(state, clock.instant());
        } catch (RuntimeException e) {
            // A bug here must not end the updates.
            log.error("Updating the snapshot of the cluster failed; trying again", e);
            changed.set(true);
        }
    }

    private void publish(Optional<ClusterSnapshot> snapshot) {
        current = snapshot;
        snapshot.ifPresent(listener);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("The listener of cluster snapshots has not ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cluster.stop();
        factory.close();
    }
}
