package alluxio.admission.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Indexes objects by the labels of their pods, so that a selector is compared with few of them. */
public final class LabelledPeers {
    private static final Map.Entry<String, String> NO_LABEL = Map.entry(PeerIndex.ALL, PeerIndex.ALL);

    private LabelledPeers() {}

    /** Adds an entry under each of the labels, and under no label. */
    public static <V> void file(PeerIndex.EntryCollector<V> entries, Map<String, String> labels, V value) {
        entries.add(NO_LABEL, value);
        labels.forEach((name, label) -> entries.add(Map.entry(name, label), value));
    }

    /**
     * The objects that may have all of these labels: those with the rarest one.
     *
     * @param labels of a selector; empty: it may select all
     */
    public static <V> Stream<Peer<V>> candidates(
            ReviewedObject object, PeerIndex<V> index, Collection<Map.Entry<String, String>> labels) {
        Comparator<Map.Entry<String, String>> rarest = Comparator.comparingInt(label -> object.count(index, label));
        return object.peers(index, labels.stream().min(rarest).orElse(NO_LABEL));
    }

    /** The key for a selector with these labels, to be found by {@link #asking}. */
    public static Map.Entry<String, String> first(Collection<Map.Entry<String, String>> labels) {
        return labels.stream().findFirst().orElse(NO_LABEL);
    }

    /** The selectors that were indexed by one of these labels, or by none; the first of them. */
    public static <V> List<Peer<V>> asking(
            ReviewedObject object, PeerIndex<V> index, Map<String, String> labels, int most) {
        List<Map.Entry<String, String>> keys = new ArrayList<>();
        labels.forEach((name, label) -> keys.add(Map.entry(name, label)));
        keys.add(NO_LABEL);
        List<Peer<V>> asking = new ArrayList<>();
        for (Map.Entry<String, String> key : keys) {
            if (asking.size() < most) {
                object.visitPeers(index, key, peer -> {
                    asking.add(peer);
                    return asking.size() < most;
                });
            }
        }
        return asking;
    }
}
