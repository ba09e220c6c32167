package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.Limits;
import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.policy.PeerIndex.EntryCollector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects that are seen, read once for all decisions about them. When a rule first looks for others in a namespace,
 * each object there is read once by every {@link PeerIndex}; afterwards a look-up costs what it finds.
 *
 * <p>The reading is not charged to any decision: it is linear in what is seen, happens once, and would otherwise be charged
 * to the first object that needs it. Each object that is read has a budget of its own. A decision is charged one step for
 * each other object that a look-up returns; it never gets the reviewed object itself, so an object alone costs the same with
 * and without a view.
 *
 * <p>Thread-safe, as long as the view is.
 */
public final class SeenObjects {
    /** How many entries of objects with one kind and name are kept under one key; an API server has only one such object. */
    private static final int MOST_OF_ONE_NAME = Limits.REPORTED_FINDINGS;

    /** How many unread parts an index has in a namespace. */
    private static final int MOST_UNREAD = 5;

    private record EntryIdentity(PeerIndex<?> index, Object key, ObjectKind kind, String name) {}

    /**
     * @param ofIndex by index and key, in the order of the kinds and of the view
     * @param unread by index
     */
    private record Namespace(
            Map<PeerIndex<?>, Map<Object, List<Peer<?>>>> ofIndex, Map<PeerIndex<?>, List<UnreadPart>> unread) {}

    /**
     * What an index does not know of an object, as the object rests on others that are not seen, or is not of Alluxio 2.
     *
     * @param text for messages, with the object
     */
    record UnreadPart(ObjectKind kind, String name, String text) {}

    private final ClusterView view;
    private final List<PeerIndex<?>> indices;
    private final ClusterScopedObjects clusterScoped;
    private final boolean isReading;
    private final boolean inCluster;
    private final Map<String, Namespace> namespaces = new HashMap<>();

    private SeenObjects(
            ClusterView view,
            List<PeerIndex<?>> indices,
            ClusterScopedObjects clusterScoped,
            boolean isReading,
            boolean inCluster) {
        this.view = view;
        this.indices = indices;
        this.clusterScoped = clusterScoped;
        this.isReading = isReading;
        this.inCluster = inCluster;
    }

    /** The documents of one input: all that its author means to apply. */
    static SeenObjects ofInput(ClusterView view, List<PeerIndex<?>> indices) {
        return new SeenObjects(view, List.copyOf(indices), new ClusterScopedObjects(view), false, false);
    }

    /** A live cluster at one time: others may change it, and the rest of what the user applies is still to come. */
    static SeenObjects ofCluster(ClusterView view, List<PeerIndex<?>> indices) {
        return new SeenObjects(view, List.copyOf(indices), new ClusterScopedObjects(view), false, true);
    }

    /** Whether it is a live cluster. */
    boolean inCluster() {
        return inCluster;
    }

    ClusterView view() {
        return view;
    }

    PersistentVolumes persistentVolumes() {
        return clusterScoped.persistentVolumes();
    }

    /** All nodes; none where not all of them are seen. */
    List<SeenNode> nodes() {
        return inCluster && !view.isComplete("Node", "") ? List.of() : clusterScoped.nodes();
    }

    /** All that an index has under a key in a namespace, in a stable order. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // What a PeerIndex<V> reads is stored under it alone.
    <V> List<Peer<V>> list(PeerIndex<V> index, Object key, String namespace) {
        return (List) found(index, key, namespace);
    }

    /** The same in all other namespaces of a live cluster. */
    <V> Stream<Peer<V>> peersElsewhere(PeerIndex<V> index, Object key, String namespace) {
        return view.list("Namespace", "").stream()
                .map(object -> object.path("metadata").path("name").stringValue(""))
                .filter(name -> !name.equals(namespace))
                .filter(name -> Iterables.any(
                        index.kinds(), kind -> !view.list(kind.kind(), name).isEmpty()))
                .flatMap(name -> list(index, key, name).stream());
    }

    /** The keys of an index, in the order of the objects. */
    Set<Object> keys(PeerIndex<?> index, String namespace) {
        return ofIndex(index, namespace).keySet();
    }

    /** How many entries an index has under a key in a namespace. */
    int count(PeerIndex<?> index, Object key, String namespace) {
        return found(index, key, namespace).size();
    }

    private List<Peer<?>> found(PeerIndex<?> index, Object key, String namespace) {
        return ofIndex(index, namespace).getOrDefault(key, List.of());
    }

    /** The first few things that an index does not know of the objects of a namespace. */
    List<UnreadPart> unread(PeerIndex<?> index, String namespace) {
        return namespace(namespace).unread().getOrDefault(index, List.of());
    }

    private Map<Object, List<Peer<?>>> ofIndex(PeerIndex<?> index, String namespace) {
        if (isReading) {
            throw new IllegalStateException("an index is read without looking at other objects");
        }
        return namespace(namespace).ofIndex().getOrDefault(index, Map.of());
    }

    /** Callers wait while it is read; it never changes afterwards. */
    private synchronized Namespace namespace(String name) {
        return namespaces.computeIfAbsent(name, this::read);
    }

    private Namespace read(String namespace) {
        Map<PeerIndex<?>, Map<ObjectKind, Map<Object, List<Peer<?>>>>> read = new HashMap<>();
        Map<EntryIdentity, Integer> counts = new HashMap<>();
        Map<PeerIndex<?>, List<UnreadPart>> unread = new HashMap<>();
        SeenObjects reading = new SeenObjects(view, indices, clusterScoped, true, inCluster);
        int order = 0;
        for (ObjectKind kind : ObjectKind.values()) {
            for (ObjectNode object : view.list(kind.kind(), namespace)) {
                Optional<ReviewedObject> peer =
                        isOfItself(kind, object) ? peer(kind, object, namespace, reading) : Optional.empty();
                for (PeerIndex<?> index : indices) {
                    if (peer.isPresent() && index.kinds().contains(kind)) {
                        Map<Object, List<Peer<?>>> byKey = read.computeIfAbsent(
                                        index, _ -> new EnumMap<>(ObjectKind.class))
                                .computeIfAbsent(kind, _ -> new LinkedHashMap<>());
                        List<String> unseen = read(index, peer.get(), order, byKey, counts);
                        note(peer.get(), unseen, unread.computeIfAbsent(index, _ -> new ArrayList<>()));
                    }
                }
                order++;
            }
        }
        return new Namespace(inOrder(read), unread);
    }

    private static void note(ReviewedObject peer, List<String> unseen, List<UnreadPart> parts) {
        Stream.concat(OtherRelease.in(peer).stream().map(OtherRelease::text), unseen.stream())
                .limit(MOST_UNREAD - Math.min(parts.size(), MOST_UNREAD))
                .forEach(text -> parts.add(new UnreadPart(
                        peer.kind(),
                        peer.name(),
                        peer.kind().kind() + " " + MessageText.cut(peer.name()) + ", " + text)));
    }

    /** Whether a user applied it, and it is to stay. */
    private static boolean isOfItself(ObjectKind kind, ObjectNode object) {
        return !ObjectOwners.isMade(kind, object)
                && object.path("metadata").path("deletionTimestamp").isMissingNode();
    }

    /** Empty for an object that exceeds the budget of a decision, which its own review reports. */
    private static Optional<ReviewedObject> peer(
            ObjectKind kind, ObjectNode object, String namespace, SeenObjects reading) {
        try {
            return Optional.of(
                    ReviewedObject.of(kind, object, namespace, reading, Relatives.NONE, Budget.ofDecision()));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** Adds the entries of one object; what it does not see of others is returned. */
    private static <V> List<String> read(
            PeerIndex<V> index,
            ReviewedObject peer,
            int order,
            Map<Object, List<Peer<?>>> byKey,
            Map<EntryIdentity, Integer> counts) {
        try {
            ObjectReference reference = peer.reference();
            EntryCollector<V> entries = (key, value) -> {
                EntryIdentity identity = new EntryIdentity(index, key, peer.kind(), peer.name());
                if (counts.merge(identity, 1, Integer::sum) <= MOST_OF_ONE_NAME) {
                    byKey.computeIfAbsent(key, _ -> new ArrayList<>())
                            .add(new Peer<>(peer.kind(), reference, order, value));
                }
            };
            return peer.unseen().trace(() -> index.readAll(peer, entries)).unseen();
        } catch (RuntimeException | StackOverflowError e) {
            // Over the budget, or a bug: the review of this object itself reports it, and others must not fail for it.
            return List.of();
        }
    }

    private static Map<PeerIndex<?>, Map<Object, List<Peer<?>>>> inOrder(
            Map<PeerIndex<?>, Map<ObjectKind, Map<Object, List<Peer<?>>>>> read) {
        Map<PeerIndex<?>, Map<Object, List<Peer<?>>>> all = new HashMap<>();
        read.forEach((index, ofKinds) -> {
            Map<Object, List<Peer<?>>> byKey = new LinkedHashMap<>();
            for (ObjectKind kind : index.kinds()) {
                ofKinds.getOrDefault(kind, Map.of())
                        .forEach((key, peers) -> byKey.computeIfAbsent(key, _ -> new ArrayList<>())
                                .addAll(peers));
            }
            all.put(index, byKey);
        });
        return all;
    }
}
