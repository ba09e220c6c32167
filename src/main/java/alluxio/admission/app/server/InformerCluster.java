package alluxio.admission.app.server;

import alluxio.admission.app.validation.LiveObjects;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.missed.ClusterEvents;
import alluxio.admission.cluster.missed.EventSink;
import alluxio.admission.cluster.missed.MissedOwner;
import alluxio.admission.cluster.missed.MissedPodEvents;
import alluxio.admission.cluster.missed.MissedPods;
import alluxio.admission.cluster.snapshot.ClusterSnapshot;
import alluxio.admission.cluster.snapshot.InformerTiming;
import alluxio.admission.cluster.snapshot.LiveObject;
import alluxio.admission.cluster.snapshot.LiveReads;
import alluxio.admission.cluster.snapshot.SnapshotSource;
import alluxio.admission.cluster.snapshot.SnapshotState;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.kube.ObjectReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cluster that is watched by informers, from the first time that a configuration needs it. Thread-safe. */
public final class InformerCluster implements ObservedCluster {
    private final Supplier<ClusterConnection> connect;
    private final InformerTiming timing;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Watching watching;
    private boolean closed;

    private record Watching(ClusterConnection connection, SnapshotSource snapshots, LiveReads reads) {
        void close() {
            snapshots.close();
            reads.close();
            connection.close();
        }
    }

    /**
     * @param connect opens a connection, or throws {@link alluxio.admission.manifest.input.UnreadableException} with one line for
     *     the user when it is not known where an API server is
     */
    public InformerCluster(Supplier<ClusterConnection> connect, InstantSource clock) {
        this(connect, InformerTiming.DEFAULTS, clock);
    }

    /** As above, with other pauses. */
    public InformerCluster(Supplier<ClusterConnection> connect, InformerTiming timing, InstantSource clock) {
        this.connect = connect;
        this.timing = timing;
        this.clock = clock;
    }

    @Override
    public synchronized void observe(DiscoverySettings settings) {
        Watching before = watching;
        if (before != null) {
            before.snapshots().configure(settings);
        } else if (settings.isOn() && !closed) {
            ClusterConnection connection = connect.get();
            watching = new Watching(
                    connection,
                    SnapshotSource.start(connection, settings, timing, clock, _ -> listeners.forEach(Runnable::run)),
                    new LiveReads(connection, clock));
        }
    }

    @Override
    public Optional<Observation> current() {
        return Optional.ofNullable(watching)
                .flatMap(now -> now.snapshots().current())
                .map(InformerCluster::observation);
    }

    private static Observation observation(ClusterSnapshot snapshot) {
        return new Observation(snapshot, snapshot.readNamespaces());
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public ObserverStatus status() {
        Watching now = watching;
        if (now == null) {
            return new ObserverStatus(Optional.empty(), "", List.of());
        }
        SnapshotState state = now.snapshots().state();
        Optional<Duration> age = state.hasSnapshot() ? Optional.of(state.age(clock.instant())) : Optional.empty();
        return new ObserverStatus(age, state.problem().orElse(""), state.unseen());
    }

    @Override
    public long memory() {
        Watching now = watching;
        return now == null ? 0 : now.snapshots().memory();
    }

    @Override
    public List<ServerComponent> components(Supplier<InjectionSettings> injection) {
        return List.of(MissedPodReports.start(
                () -> missedPods(injection.get()), new MissedPodEvents(this::createEvent, clock)));
    }

    private Optional<MissedPods> missedPods(InjectionSettings injection) {
        return Optional.ofNullable(watching)
                .flatMap(now -> now.snapshots().current())
                .flatMap(snapshot -> MissedPods.of(snapshot, injection));
    }

    private EventSink.EventResult createEvent(String name, MissedOwner about, Instant at) {
        Watching now = watching;
        return now == null ? EventSink.EventResult.FAILED : new ClusterEvents(now.connection()).create(name, about, at);
    }

    @Override
    public LiveObjects live() {
        return this::resourceVersion;
    }

    private Optional<String> resourceVersion(ObjectReference object, Duration atMost) {
        Watching now = watching;
        return now == null
                ? Optional.empty()
                : switch (now.reads().read(object.kind(), object.namespace(), object.name(), atMost)) {
                    case LiveObject.Present present -> Optional.of(present.resourceVersion());
                    case LiveObject.Absent _ -> Optional.of("");
                    case LiveObject.NotConfirmed _ -> Optional.empty();
                };
    }

    @Override
    public void close() {
        Watching last;
        synchronized (this) {
            closed = true;
            last = watching;
        }
        // Not under the lock: it waits for the listeners, which may be about to call observe.
        if (last != null) {
            last.close();
        }
    }
}
