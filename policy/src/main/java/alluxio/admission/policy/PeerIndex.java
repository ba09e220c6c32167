package alluxio.admission.policy;

import java.util.List;

/**
 * What a rule wants to know of the other objects that are seen, by a key that it will look for. An index is read once for
 * all objects of a namespace ({@link SeenObjects}), so that n objects that look at each other cost n readings and n
 * look-ups. Known by its identity: keep it in a constant, and name it in {@link Rule#indices}.
 *
 * @param <V> what is kept: a small value with nothing of the object's view in it
 */
public final class PeerIndex<V> {

    /** Reads one object. A pure function, which looks at no other object by an index. */
    @FunctionalInterface
    public interface Reader<V> {
        void read(ReviewedObject peer, Entries<V> entries);
    }

    /** Takes what is found in one object. */
    @FunctionalInterface
    public interface Entries<V> {
        /** @param key with {@code equals}; small, as it is kept */
        void add(Object key, V fact);
    }

    /** The one key of an index that has no others. */
    public static final String ALL = "";

    private final List<Kind> kinds;
    private final Reader<V> reader;

    private PeerIndex(List<Kind> kinds, Reader<V> reader) {
        this.kinds = List.copyOf(kinds);
        this.reader = reader;
    }

    /** @param kinds of the objects, in the order in which a look-up gives them */
    public static <V> PeerIndex<V> of(List<Kind> kinds, Reader<V> reader) {
        return new PeerIndex<>(kinds, reader);
    }

    List<Kind> kinds() {
        return kinds;
    }

    void read(ReviewedObject peer, Entries<V> entries) {
        reader.read(peer, entries);
    }
}
