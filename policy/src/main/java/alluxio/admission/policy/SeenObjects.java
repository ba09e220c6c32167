package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Limits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects that are seen, read once for all decisions about them. When a rule first looks for others in a namespace,
 * each object there is read once by every {@link PeerIndex}; afterwards a look-up costs what it finds.
 *
 * <p>The reading is no part of any decision's budget: it is linear in what is seen, is done once, and would otherwise be
 * paid by whichever object happens to be the first; each object that is read has a budget of its own. A decision pays a step
 * for each other object that it is given. Of itself it is given nothing and pays nothing, so an object alone costs the same
 * steps with and without a view.
 *
 * <p>Thread-safe, as long as the view is.
 */
public final class SeenObjects {
    /** What is kept of objects of one kind and name under one key; the API server has but one of them. */
    private static final int MOST_OF_ONE_NAME = Limits.REPORTED_FINDINGS;

    private record Identity(PeerIndex<?> index, Object key, Kind kind, String name) {}

    /** @param ofIndex by index and key, in the order of the kinds and of the view */
    private record Namespace(Map<PeerIndex<?>, Map<Object, List<Peer<?>>>> ofIndex) {}

    private final ClusterView view;
    private final List<PeerIndex<?>> indices;
    private final PersistentVolumes persistentVolumes;
    private final boolean isReading;
    private final Map<String, Namespace> namespaces = new HashMap<>();

    private SeenObjects(
            ClusterView view, List<PeerIndex<?>> indices, PersistentVolumes persistentVolumes, boolean isReading) {
        this.view = view;
        this.indices = indices;
        this.persistentVolumes = persistentVolumes;
        this.isReading = isReading;
    }

    static SeenObjects of(ClusterView view, List<PeerIndex<?>> indices) {
        return new SeenObjects(view, List.copyOf(indices), PersistentVolumes.of(view), false);
    }

    ClusterView view() {
        return view;
    }

    PersistentVolumes persistentVolumes() {
        return persistentVolumes;
    }

    /** All that an index has under a key in a namespace, in a stable order. */
    @SuppressWarnings("unchecked") // What a PeerIndex<V> reads is stored under it alone.
    <V> Stream<Peer<V>> peers(PeerIndex<V> index, Object key, String namespace) {
        return found(index, key, namespace).stream().map(peer -> (Peer<V>) peer);
    }

    /** The keys of an index, in the order in which they come up. */
    Stream<Object> keys(PeerIndex<?> index, String namespace) {
        return ofIndex(index, namespace).keySet().stream();
    }

    /** How many that are. */
    int count(PeerIndex<?> index, Object key, String namespace) {
        return found(index, key, namespace).size();
    }

    private List<Peer<?>> found(PeerIndex<?> index, Object key, String namespace) {
        return ofIndex(index, namespace).getOrDefault(key, List.of());
    }

    private Map<Object, List<Peer<?>>> ofIndex(PeerIndex<?> index, String namespace) {
        if (isReading) {
            throw new IllegalStateException("an index is read without looking at other objects");
        }
        return namespace(namespace).ofIndex().getOrDefault(index, Map.of());
    }

    /** Those who come while it is read wait for it: what it holds never changes afterwards. */
    private synchronized Namespace namespace(String name) {
        return namespaces.computeIfAbsent(name, this::read);
    }

    private Namespace read(String namespace) {
        Map<PeerIndex<?>, Map<Kind, Map<Object, List<Peer<?>>>>> read = new HashMap<>();
        Map<Identity, Integer> counts = new HashMap<>();
        SeenObjects reading = new SeenObjects(view, indices, persistentVolumes, true);
        int order = 0;
        for (Kind kind : Kind.values()) {
            for (ObjectNode object : view.list(kind.kind(), namespace)) {
                Optional<ReviewedObject> peer = peer(kind, object, namespace, reading);
                for (PeerIndex<?> index : indices) {
                    if (peer.isPresent() && index.kinds().contains(kind)) {
                        Map<Object, List<Peer<?>>> byKey = read.computeIfAbsent(index, _ -> new EnumMap<>(Kind.class))
                                .computeIfAbsent(kind, _ -> new LinkedHashMap<>());
                        read(index, peer.get(), order, byKey, counts);
                    }
                }
                order++;
            }
        }
        return new Namespace(inOrder(read));
    }

    /** Empty for one that takes more than a decision may, which shows where it is judged itself. */
    private static Optional<ReviewedObject> peer(Kind kind, ObjectNode object, String namespace, SeenObjects reading) {
        try {
            return Optional.of(
                    ReviewedObject.of(kind, object, namespace, reading, Optional.empty(), Budget.ofDecision()));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static <V> void read(
            PeerIndex<V> index,
            ReviewedObject peer,
            int order,
            Map<Object, List<Peer<?>>> byKey,
            Map<Identity, Integer> counts) {
        try {
            index.read(peer, (key, fact) -> {
                Identity identity = new Identity(index, key, peer.kind(), peer.name());
                if (counts.merge(identity, 1, Integer::sum) <= MOST_OF_ONE_NAME) {
                    byKey.computeIfAbsent(key, _ -> new ArrayList<>())
                            .add(new Peer<>(peer.kind(), peer.name(), order, fact));
                }
            });
        } catch (RuntimeException | StackOverflowError e) {
            // Over the budget or a bug: it shows where this object is judged itself, and no other is to suffer from it.
            return;
        }
    }

    private static Map<PeerIndex<?>, Map<Object, List<Peer<?>>>> inOrder(
            Map<PeerIndex<?>, Map<Kind, Map<Object, List<Peer<?>>>>> read) {
        Map<PeerIndex<?>, Map<Object, List<Peer<?>>>> all = new HashMap<>();
        read.forEach((index, ofKinds) -> {
            Map<Object, List<Peer<?>>> byKey = new LinkedHashMap<>();
            for (Kind kind : index.kinds()) {
                ofKinds.getOrDefault(kind, Map.of())
                        .forEach((key, peers) -> byKey.computeIfAbsent(key, _ -> new ArrayList<>())
                                .addAll(peers));
            }
            all.put(index, byKey);
        });
        return all;
    }
}
