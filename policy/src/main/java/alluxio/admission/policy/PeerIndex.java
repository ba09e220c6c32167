package alluxio.admission.policy;

import java.util.List;

/**
 * An index over the other objects that are seen, for the look-ups of a rule. It is built once for all objects of a namespace
 * ({@link SeenObjects}), so that comparing n objects with each other costs n readings and n look-ups. Identified by
 * reference: keep it in a constant, and return it from {@link Rule#indices}.
 *
 * @param <V> the value that is kept for a look-up: small, and without references into the object
 */
public final class PeerIndex<V> {

    /** Reads the entries of one object. A pure function that uses no index itself. */
    @FunctionalInterface
    public interface PeerReader<V> {
        void read(ReviewedObject peer, EntryCollector<V> entries);
    }

    /** Collects the entries of one object. */
    @FunctionalInterface
    public interface EntryCollector<V> {
        /** @param key compared with {@code equals}; small, as it is kept */
        void add(Object key, V value);
    }

    /** The key of an index that needs only one. */
    public static final String ALL = "";

    private final String what;
    private final List<ObjectKind> kinds;
    private final PeerReader<V> reader;

    private PeerIndex(String what, List<ObjectKind> kinds, PeerReader<V> reader) {
        this.what = what;
        this.kinds = List.copyOf(kinds);
        this.reader = reader;
    }

    /**
     * @param what it finds, for messages: {@code workers with their socket directories}
     * @param kinds of the objects, in the order in which a look-up returns them
     */
    public static <V> PeerIndex<V> of(String what, List<ObjectKind> kinds, PeerReader<V> reader) {
        return new PeerIndex<>(what, kinds, reader);
    }

    /** What it finds, for messages. */
    String what() {
        return what;
    }

    List<ObjectKind> kinds() {
        return kinds;
    }

    /** Reads the entries of one object; returns that object. */
    ReviewedObject readAll(ReviewedObject peer, EntryCollector<V> entries) {
        reader.read(peer, entries);
        return peer;
    }
}
