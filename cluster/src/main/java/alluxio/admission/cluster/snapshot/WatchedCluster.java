package alluxio.admission.cluster.snapshot;

import alluxio.admission.cluster.snapshot.SnapshotKind.Reach;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** All informers of a {@link SnapshotSource}, as its configuration wants them. Used by one thread. */
final class WatchedCluster {
    private final InformerFactory factory;
    private final InformerEnvironment environment;

    private final Map<String, InformerGroup> namespaces = new TreeMap<>();
    private Optional<InformerGroup> clusterWide = Optional.empty();
    private Optional<PodInformer> pods = Optional.empty();

    WatchedCluster(InformerFactory factory, InformerEnvironment environment) {
        this.factory = factory;
        this.environment = environment;
    }

    /**
     * Starts and stops informers as the settings want them.
     *
     * @return whether there was anything to do
     */
    boolean follow(DiscoverySettings settings) {
        Set<String> wanted = Set.copyOf(settings.namespaces());
        boolean podsWanted = settings.isOn() && settings.pods();
        if (namespaces.keySet().equals(wanted) && pods.isPresent() == podsWanted) {
            return false;
        }
        namespaces.forEach((name, group) -> {
            if (!wanted.contains(name)) {
                group.stop();
            }
        });
        namespaces.keySet().retainAll(wanted);
        wanted.forEach(name -> namespaces.computeIfAbsent(name, n -> group(Reach.NAMED_NAMESPACES, n)));
        if (settings.isOn() != clusterWide.isPresent()) {
            clusterWide.ifPresent(InformerGroup::stop);
            clusterWide = settings.isOn() ? Optional.of(group(Reach.CLUSTER, "")) : Optional.empty();
        }
        if (podsWanted != pods.isPresent()) {
            pods.ifPresent(PodInformer::stop);
            pods = podsWanted ? Optional.of(PodInformer.create(factory, environment)) : Optional.empty();
        }
        return true;
    }

    private InformerGroup group(Reach reach, String namespace) {
        return InformerGroup.create(SnapshotKind.within(reach), namespace, factory, environment);
    }

    /** Starts or replaces informers that need it. */
    void check() {
        informers().forEach(KindInformer::check);
    }

    /**
     * What is known now.
     *
     * @param again whether there was a snapshot before: then namespaces that are not read yet are left out; the first one waits
     *     for them
     */
    Optional<ClusterSnapshot> snapshot(boolean again) {
        Instant now = environment.clock().instant();
        boolean reachable = informers().anyMatch(informer -> informer.progress().known());
        if (clusterWide.isEmpty() || (!again && !groups().allMatch(group -> group.isDecided(now, reachable)))) {
            return Optional.empty();
        }
        Map<SnapshotKind, Map<String, NamedObjects<ObjectNode>>> objects = new EnumMap<>(SnapshotKind.class);
        Set<Watched> complete = new HashSet<>();
        groups().filter(group -> group.isDecided(now, reachable))
                .forEach(group -> group.freeze(
                        (kind, found) -> objects.computeIfAbsent(kind, _ -> new HashMap<>())
                                .putAll(found),
                        complete));
        return Optional.of(new ClusterSnapshot(
                now, objects, complete, readNamespaces(now, reachable), pods.flatMap(PodInformer::freeze)));
    }

    private Set<String> readNamespaces(Instant now, boolean reachable) {
        Set<String> read = new HashSet<>(namespaces.keySet());
        pending(now, reachable).forEach(read::remove);
        return read;
    }

    SnapshotState state(Optional<ClusterSnapshot> snapshot) {
        Instant now = environment.clock().instant();
        List<InformerProgress> all = informers().map(KindInformer::progress).toList();
        boolean reachable = all.stream().anyMatch(InformerProgress::known);
        Map<String, Integer> counts = new TreeMap<>();
        groups().flatMap(group -> group.informers().stream())
                .forEach(informer -> counts.merge(informer.watched().kind().kind(), informer.size(), Integer::sum));
        pods.ifPresent(informer ->
                counts.put("pods of all namespaces", informer.informer().size()));
        return new SnapshotState(
                snapshot.map(ClusterSnapshot::takenAt),
                snapshot.flatMap(_ -> all.stream()
                        .filter(InformerProgress::known)
                        .map(InformerProgress::currentAt)
                        .min(Instant::compareTo)),
                pending(now, reachable),
                errors(all, true),
                Stream.concat(
                                informers().flatMap(informer -> informer.overflow().stream()),
                                errors(all, false).stream())
                        .toList(),
                counts);
    }

    private List<String> pending(Instant now, boolean reachable) {
        List<String> pending = new ArrayList<>();
        namespaces.forEach((name, group) -> {
            if (!group.isDecided(now, reachable)) {
                pending.add(name);
            }
        });
        return pending;
    }

    private static List<String> errors(List<InformerProgress> all, boolean forbidden) {
        return all.stream()
                .filter(progress -> progress.forbidden() == forbidden)
                .flatMap(progress -> progress.error().stream())
                .toList();
    }

    private Stream<InformerGroup> groups() {
        return Stream.concat(clusterWide.stream(), namespaces.values().stream());
    }

    private Stream<KindInformer> informers() {
        return Stream.concat(
                groups().flatMap(group -> group.informers().stream()), pods.map(PodInformer::informer).stream());
    }

    void stop() {
        groups().forEach(InformerGroup::stop);
        pods.ifPresent(PodInformer::stop);
    }
}
