package alluxio.admission.injector.explain;

import alluxio.admission.model.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A list of messages without duplicates that keeps the first {@link Limits#REPORTED_FINDINGS} and only counts the others. Used
 * by one thread.
 */
public final class BoundedUniqueList<T> {
    private final List<T> items = new ArrayList<>();
    private final Set<T> seen = new HashSet<>();

    /** Hashes of the items beyond the limit: keeping the items would cost the memory that the limit saves. */
    private final Set<Integer> overflowHashes = new HashSet<>();

    /** Adds the item; false if it was there already or is beyond the limit. */
    public boolean add(T item) {
        if (seen.contains(item)) {
            return false;
        }
        if (isFull()) {
            overflowHashes.add(item.hashCode());
            return false;
        }
        seen.add(item);
        return items.add(item);
    }

    /** Whether further items are only counted. */
    boolean isFull() {
        return items.size() >= Limits.REPORTED_FINDINGS;
    }

    /** The items that were kept, in the order in which they were added. */
    public List<T> items() {
        return items;
    }

    /** How many different items were beyond the limit. */
    int overflow() {
        return overflowHashes.size();
    }
}
