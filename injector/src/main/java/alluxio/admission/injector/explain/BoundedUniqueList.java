package alluxio.admission.injector.explain;

import alluxio.admission.model.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a user is told of one kind: each thing once, the first {@link Limits#REPORTED_FINDINGS} in full, and how many more
 * there are. Used by one thread.
 */
public final class BoundedUniqueList<T> {
    private final List<T> told = new ArrayList<>();
    private final Set<T> seen = new HashSet<>();

    /** By their hash alone: to keep them would cost what the limit saves. */
    private final Set<Integer> untold = new HashSet<>();

    /** Whether it is told, now for the first time. */
    public boolean add(T item) {
        if (seen.contains(item)) {
            return false;
        }
        if (isFull()) {
            untold.add(item.hashCode());
            return false;
        }
        seen.add(item);
        return told.add(item);
    }

    /** Whether what comes now is counted only. */
    boolean isFull() {
        return told.size() >= Limits.REPORTED_FINDINGS;
    }

    /** In the order in which they came. */
    public List<T> all() {
        return told;
    }

    /** How many are not told. */
    int more() {
        return untold.size();
    }
}
