package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.policy.ObjectOwners.Owner;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks up other objects for one reviewed object, which is none of them; charges its budget, and tells what is not seen where
 * nothing is found. For one decision and one thread.
 */
final class PeerLookup {
    private final ReviewedObject object;
    private final SeenObjects seen;
    private final ObservedView view;
    private final List<Owner> owners;

    /** @param owners what controllers made the object from: they are the object itself */
    PeerLookup(ReviewedObject object, SeenObjects seen, ObservedView view, List<Owner> owners) {
        this.object = object;
        this.seen = seen;
        this.view = view;
        this.owners = owners;
    }

    <V> Stream<Peer<V>> peers(PeerIndex<V> index, Object key) {
        spend(1);
        if (Iterables.all(seen.list(index, key, object.namespace()), this::isMe)) {
            tellUnseen(index);
        }
        return seen.list(index, key, object.namespace()).stream()
                .filter(peer -> !isMe(peer))
                .peek(this::take);
    }

    /** The first of the same. */
    <V> Optional<Peer<V>> first(PeerIndex<V> index, Object key) {
        List<Peer<V>> first = new ArrayList<>(1);
        visit(index, key, peer -> {
            first.add(peer);
            return false;
        });
        return first.isEmpty() ? Optional.empty() : Optional.of(first.getFirst());
    }

    /** The same, as long as it is told to go on. */
    <V> void visit(PeerIndex<V> index, Object key, Predicate<Peer<V>> goesOn) {
        spend(1);
        boolean isAnySeen = false;
        for (Peer<V> peer : seen.list(index, key, object.namespace())) {
            if (!isMe(peer)) {
                isAnySeen = true;
                take(peer);
                if (!goesOn.test(peer)) {
                    return;
                }
            }
        }
        if (!isAnySeen) {
            tellUnseen(index);
        }
    }

    <V> Stream<Peer<V>> peersElsewhere(PeerIndex<V> index, Object key) {
        if (!seen.inCluster()) {
            return Stream.empty();
        }
        spend(1 + view.list("Namespace", "").size());
        return seen.peersElsewhere(index, key, object.namespace()).peek(this::take);
    }

    <K> List<K> keys(PeerIndex<?> index, Class<K> type, Predicate<? super K> which, int most) {
        spend(1);
        Set<Object> all = seen.keys(index, object.namespace());
        if (all.isEmpty()) {
            tellUnseen(index);
        }
        List<K> first = new ArrayList<>();
        Iterator<Object> rest = all.iterator();
        while (first.size() < most && rest.hasNext()) {
            spend(1);
            K key = type.cast(rest.next());
            if (which.test(key)) {
                first.add(key);
            }
        }
        return first;
    }

    int count(PeerIndex<?> index, Object key) {
        spend(1);
        int count = seen.count(index, key, object.namespace());
        if (count == 0) {
            tellUnseen(index);
        }
        return count;
    }

    private void take(Peer<?> peer) {
        spend(1);
        view.remember(peer.reference());
    }

    private void spend(int steps) {
        object.root().budget().spend(steps);
    }

    /** Others that the look-up is about may exist, or may not say all that they are. */
    private void tellUnseen(PeerIndex<?> index) {
        if (Iterables.any(index.kinds(), kind -> !seen.view().isComplete(kind.kind(), object.namespace()))) {
            object.unseen().notSeen(index.what());
        }
        Iterables.forEach(
                seen.unread(index, object.namespace()),
                part -> !isMe(part.kind(), part.name()),
                part -> object.unseen().add(part.text()));
    }

    private boolean isMe(Peer<?> peer) {
        return isMe(peer.kind(), peer.name());
    }

    private boolean isMe(ObjectKind kind, String name) {
        return (kind == object.kind() && name.equals(object.name())) || owners.contains(new Owner(kind, name));
    }
}
