package alluxio.admission.cluster.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of one kind in one namespace, sorted by name. Immutable; snapshots share it as long as nothing in it changes.
 *
 * @param <T> what is kept of each
 */
final class NamedObjects<T> {
    private final Map<String, T> byName;
    private final List<T> sorted;

    private NamedObjects(Map<String, T> byName, List<T> sorted) {
        this.byName = byName;
        this.sorted = sorted;
    }

    static <T> NamedObjects<T> of(Map<String, T> objects) {
        List<T> sorted = new ArrayList<>(objects.size());
        objects.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> sorted.add(entry.getValue()));
        return new NamedObjects<>(new HashMap<>(objects), List.copyOf(sorted));
    }

    /** Sorted by name. */
    List<T> list() {
        return sorted;
    }

    Optional<T> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
