package alluxio.admission.cluster.snapshot;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one informer has read, and what snapshots take from it. Thread-safe.
 *
 * @param <T> what is kept of each object
 */
final class ObjectStore<T> {
    private final Function<ObjectNode, T> keep;
    private final ToLongFunction<T> weigh;
    private final InformerEnvironment environment;
    private final Map<String, Map<String, Entry<T>>> namespaces = new HashMap<>();
    private final Map<String, NamedObjects<T>> frozen = new HashMap<>();
    private int size;
    private boolean overflown;

    /** @param weight what it takes of the budget */
    private record Entry<T>(String resourceVersion, T kept, long weight) {}

    /** An object by name, as informers know it. */
    record StoredKey(String namespace, String name, String resourceVersion) {}

    /**
     * @param keep what is kept of an object; may change the tree that it is given
     * @param weigh how many bytes of the budget that takes
     */
    ObjectStore(Function<ObjectNode, T> keep, ToLongFunction<T> weigh, InformerEnvironment environment) {
        this.keep = keep;
        this.weigh = weigh;
        this.environment = environment;
    }

    /** Whether an object did not fit into the budget, so that not all are here. */
    synchronized boolean isOverflown() {
        return overflown;
    }

    /**
     * Adds or replaces an object; one of the same resource version stays as it is.
     *
     * @return the resource version of the object that was there before; "" for none
     */
    String put(StoredKey key, ObjectNode object) {
        String before = resourceVersion(key.namespace(), key.name());
        if (!before.isEmpty() && before.equals(key.resourceVersion())) {
            return before;
        }
        T kept = keep.apply(object);
        Entry<T> entry = new Entry<>(key.resourceVersion(), kept, weigh.applyAsLong(kept));
        if (!environment.budget().reserve(entry.weight())) {
            remove(key.namespace(), key.name());
            synchronized (this) {
                overflown = true;
            }
            environment.changed().run();
            return before;
        }
        synchronized (this) {
            Entry<T> old = namespaces
                    .computeIfAbsent(key.namespace(), _ -> new HashMap<>())
                    .put(key.name(), entry);
            size += old == null ? 1 : 0;
            if (old != null) {
                environment.budget().release(old.weight());
            }
            frozen.remove(key.namespace());
        }
        environment.changed().run();
        return before;
    }

    /** @return the resource version of the removed object; "" when there was none */
    String remove(String namespace, String name) {
        String before;
        synchronized (this) {
            Map<String, Entry<T>> objects = namespaces.getOrDefault(namespace, Map.of());
            Entry<T> old = objects.isEmpty() ? null : objects.remove(name);
            if (old == null) {
                return "";
            }
            size--;
            environment.budget().release(old.weight());
            before = old.resourceVersion();
            frozen.remove(namespace);
            if (objects.isEmpty()) {
                namespaces.remove(namespace);
            }
        }
        environment.changed().run();
        return before;
    }

    /** @return the resource version; "" for an object that is not there */
    synchronized String resourceVersion(String namespace, String name) {
        Entry<T> entry = namespaces.getOrDefault(namespace, Map.of()).get(name);
        return entry == null ? "" : entry.resourceVersion();
    }

    synchronized List<StoredKey> keys() {
        return namespaces.entrySet().stream()
                .flatMap(namespace -> namespace.getValue().entrySet().stream()
                        .map(object -> new StoredKey(
                                namespace.getKey(),
                                object.getKey(),
                                object.getValue().resourceVersion())))
                .toList();
    }

    synchronized int size() {
        return size;
    }

    /** From now on it counts as complete; what did not fit is to be read once more. */
    synchronized void forgetOverflow() {
        overflown = false;
    }

    void clear() {
        synchronized (this) {
            namespaces.values().stream()
                    .flatMap(objects -> objects.values().stream())
                    .forEach(entry -> environment.budget().release(entry.weight()));
            namespaces.clear();
            frozen.clear();
            size = 0;
            overflown = false;
        }
        environment.changed().run();
    }

    /** By namespace ("" for a kind that has none): lists are the same instances as last time where nothing has changed. */
    synchronized Map<String, NamedObjects<T>> freeze() {
        Set<String> gone = new HashSet<>(frozen.keySet());
        gone.removeAll(namespaces.keySet());
        frozen.keySet().removeAll(gone);
        namespaces.forEach((namespace, objects) -> frozen.computeIfAbsent(namespace, _ -> frozen(objects)));
        return Map.copyOf(frozen);
    }

    private static <T> NamedObjects<T> frozen(Map<String, Entry<T>> objects) {
        Map<String, T> kept = new TreeMap<>();
        objects.forEach((name, entry) -> kept.put(name, entry.kept()));
        return NamedObjects.of(kept);
    }
}
