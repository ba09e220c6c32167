package alluxio.admission.app.snapshot;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.cluster.WatchTiming;
import alluxio.admission.cluster.snapshot.ClusterSnapshot;
import alluxio.admission.cluster.snapshot.InformerTiming;
import alluxio.admission.cluster.snapshot.SnapshotSource;
import alluxio.admission.cluster.snapshot.SnapshotState;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A source of snapshots under test, and waiting for what it sees. */
final class Seen implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** So that tests need not wait for what a server may. */
    static final InformerTiming QUICK = new InformerTiming(
            Duration.ofSeconds(4),
            Duration.ofMillis(1500),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            new WatchTiming(Duration.ofSeconds(1), Duration.ofSeconds(3)));

    private final ClusterConnection connection;
    private final SnapshotSource source;
    private final AtomicInteger snapshots = new AtomicInteger();

    Seen(String kubeconfig, DiscoverySettings settings) {
        connection = ClusterConnection.ofKubeconfig(kubeconfig, new RequestLimits(Duration.ofSeconds(10), 0));
        source = SnapshotSource.start(
                connection, settings, QUICK, InstantSource.system(), _ -> snapshots.incrementAndGet());
    }

    /** Discovery in these namespaces, without pods elsewhere. */
    static DiscoverySettings in(String... namespaces) {
        return new DiscoverySettings(List.of(namespaces), DiscoverySettings.DEFAULT_HOST_PATHS, false);
    }

    static DiscoverySettings withPods(String... namespaces) {
        return new DiscoverySettings(List.of(namespaces), DiscoverySettings.DEFAULT_HOST_PATHS, true);
    }

    SnapshotSource source() {
        return source;
    }

    ClusterConnection connection() {
        return connection;
    }

    int snapshots() {
        return snapshots.get();
    }

    ClusterSnapshot first() {
        return await("a first snapshot", _ -> true);
    }

    /** @return the snapshot that satisfies the condition */
    ClusterSnapshot await(String what, Predicate<ClusterSnapshot> condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            var found = source.current().filter(condition);
            if (found.isPresent()) {
                return found.get();
            }
            pause();
        }
        throw new AssertionError("not seen within " + LIMIT + ": " + what + "; " + source.state());
    }

    SnapshotState awaitState(String what, Predicate<SnapshotState> condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            SnapshotState state = source.state();
            if (condition.test(state)) {
                return state;
            }
            pause();
        }
        throw new AssertionError("not seen within " + LIMIT + ": " + what + "; " + source.state());
    }

    static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        source.close();
        connection.close();
    }
}
