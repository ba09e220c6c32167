package alluxio.admission.cluster.snapshot;

import alluxio.admission.cluster.snapshot.ObjectStore.StoredKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts what one informer reads into a store. To the informer, an object in it has a name and a resource version and nothing
 * else. An informer that was stopped may still read pages of its list, which are then ignored. Thread-safe.
 */
final class InformerStore implements ItemStore<GenericKubernetesResource> {
    private final ObjectStore<?> store;
    private final Runnable progress;
    private boolean closed;

    /** @param progress is told of each object that is read */
    InformerStore(ObjectStore<?> store, Runnable progress) {
        this.store = store;
        this.progress = progress;
    }

    /** From now on nothing that the informer reads counts; waits for an object that is being read. */
    synchronized void close() {
        closed = true;
    }

    @Override
    public String getKey(GenericKubernetesResource object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public synchronized @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
        progress.run();
        if (closed || !(object instanceof RawResource raw)) {
            return null;
        }
        StoredKey parts = key(key, object.getMetadata().getResourceVersion());
        String before = store.put(parts, raw.tree());
        return before.isEmpty() ? null : known(new StoredKey(parts.namespace(), parts.name(), before));
    }

    @Override
    public synchronized @Nullable GenericKubernetesResource remove(String key) {
        if (closed) {
            return null;
        }
        StoredKey parts = key(key, "");
        String before = store.remove(parts.namespace(), parts.name());
        return before.isEmpty() ? null : known(new StoredKey(parts.namespace(), parts.name(), before));
    }

    @Override
    public @Nullable GenericKubernetesResource get(String key) {
        StoredKey parts = key(key, "");
        String version = store.resourceVersion(parts.namespace(), parts.name());
        return version.isEmpty() ? null : known(new StoredKey(parts.namespace(), parts.name(), version));
    }

    @Override
    public Stream<String> keySet() {
        return store.keys().stream().map(key -> Cache.namespaceKeyFunc(key.namespace(), key.name()));
    }

    @Override
    public Stream<GenericKubernetesResource> values() {
        return store.keys().stream().map(InformerStore::known);
    }

    @Override
    public int size() {
        return store.size();
    }

    private static StoredKey key(String key, String resourceVersion) {
        int slash = key.indexOf('/');
        return new StoredKey(slash < 0 ? "" : key.substring(0, slash), key.substring(slash + 1), resourceVersion);
    }

    private static GenericKubernetesResource known(StoredKey key) {
        return new GenericKubernetesResourceBuilder()
                .withNewMetadata()
                .withNamespace(key.namespace().isEmpty() ? null : key.namespace())
                .withName(key.name())
                .withResourceVersion(key.resourceVersion())
                .endMetadata()
                .build();
    }
}
