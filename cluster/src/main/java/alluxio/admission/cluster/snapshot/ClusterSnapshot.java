package alluxio.admission.cluster.snapshot;

import alluxio.admission.model.ClusterView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of the cluster at one time. Immutable; two snapshots share the lists in which nothing changed between them.
 * Objects are raw trees of which a part was kept: no {@code managedFields}, no last applied configuration, of {@code status} what
 * discovery and rules need. Thread-safe.
 */
public final class ClusterSnapshot implements ClusterView {
    private final Instant takenAt;
    private final Map<SnapshotKind, Map<String, NamedObjects<ObjectNode>>> objects;
    private final Set<Watched> complete;
    private final Set<String> readNamespaces;
    private final Optional<Map<String, NamedObjects<PodSummary>>> pods;

    ClusterSnapshot(
            Instant takenAt,
            Map<SnapshotKind, Map<String, NamedObjects<ObjectNode>>> objects,
            Set<Watched> complete,
            Set<String> readNamespaces,
            Optional<Map<String, NamedObjects<PodSummary>>> pods) {
        this.takenAt = takenAt;
        this.objects = Map.copyOf(objects);
        this.complete = Set.copyOf(complete);
        this.readNamespaces = Set.copyOf(readNamespaces);
        this.pods = pods;
    }

    /** When it was made. It stays current while all watches are open, however old it is: see {@link SnapshotState#age}. */
    public Instant takenAt() {
        return takenAt;
    }

    /** Those of the configuration in which each kind has been read, or is known to be forbidden. */
    public Set<String> readNamespaces() {
        return readNamespaces;
    }

    @Override
    public List<ObjectNode> list(String kind, String namespace) {
        return in(kind, namespace).map(NamedObjects::list).orElse(List.of());
    }

    @Override
    public Optional<ObjectNode> find(String kind, String namespace, String name) {
        return in(kind, namespace).flatMap(objects -> objects.find(name));
    }

    @Override
    public boolean isComplete(String kind, String namespace) {
        return SnapshotKind.of(kind)
                .filter(known -> complete.contains(Watched.containing(known, namespace)))
                .isPresent();
    }

    /**
     * Pods of all namespaces that have not ended, by namespace and name; empty unless the configuration asks for them, they are
     * allowed to be read and have been read.
     */
    public Optional<List<PodSummary>> podsOfAllNamespaces() {
        return pods.map(namespaces -> namespaces.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().list().stream())
                .toList());
    }

    private Optional<NamedObjects<ObjectNode>> in(String kind, String namespace) {
        return SnapshotKind.of(kind)
                .flatMap(known -> Optional.ofNullable(objects.get(known)))
                .flatMap(namespaces -> Optional.ofNullable(namespaces.get(namespace)));
    }
}
