package alluxio.admission.cluster.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a {@link SnapshotSource} is doing, for readiness, metrics and messages. Immutable.
 *
 * @param takenAt when the current snapshot was made; empty before the first one
 * @param currentAt until when the current snapshot is known to be current: it lags behind now while a watch is not open; empty
 *     before the first snapshot
 * @param pendingNamespaces named in the configuration and not read completely yet, so that nothing of them is in the snapshot
 * @param unseen what the API server refuses to tell: one entry for each kind and namespace, which names the right that is missing
 * @param errors the last failures of what is being retried, one entry for each kind and namespace
 * @param counts objects by kind; pods of all namespaces count as {@code pods of all namespaces}
 */
public record SnapshotState(
        Optional<Instant> takenAt,
        Optional<Instant> currentAt,
        List<String> pendingNamespaces,
        List<String> unseen,
        List<String> errors,
        Map<String, Integer> counts) {

    /** Discovery is off, or nothing is known yet. */
    public static final SnapshotState NOTHING =
            new SnapshotState(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), Map.of());

    public SnapshotState {
        pendingNamespaces = List.copyOf(pendingNamespaces);
        unseen = List.copyOf(unseen);
        errors = List.copyOf(errors);
        counts = Map.copyOf(counts);
    }

    public boolean hasSnapshot() {
        return takenAt.isPresent();
    }

    /** For how long changes of the cluster may have been missed; zero or a moment while all watches are open. */
    public Duration age(Instant now) {
        return currentAt
                .map(at -> Duration.between(at, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    /** One line on what is wrong; empty when all is well. */
    public Optional<String> problem() {
        List<String> all = unseen.isEmpty() ? errors : unseen;
        return all.stream()
                .findFirst()
                .map(first -> all.size() > 1 ? first + " (and " + (all.size() - 1) + " more)" : first);
    }
}
