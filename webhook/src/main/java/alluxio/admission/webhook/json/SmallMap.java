package alluxio.admission.webhook.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of a JSON object in their order. While they are few, as in nearly all objects, it takes a third of the memory of
 * a {@link LinkedHashMap}; beyond {@value #FEW} members it becomes one, so that looking up stays fast. Keys and values are never
 * null. Not thread-safe.
 */
final class SmallMap extends AbstractMap<String, JsonNode> {

    /** Up to this number, members are searched one after another. */
    static final int FEW = 8;

    private static final Object[] EMPTY = {};

    /** Key, value, key, value, …; or the map, once there are many. */
    private Object content = EMPTY;

    private int size;

    @Override
    public int size() {
        return content instanceof LinkedHashMap<?, ?> many ? many.size() : size;
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object key) {
        if (content instanceof Object[] pairs) {
            int at = find(pairs, key);
            return at < 0 ? null : (JsonNode) pairs[at + 1];
        }
        return many().get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public @Nullable JsonNode put(String key, JsonNode value) {
        if (!(content instanceof Object[] pairs)) {
            return many().put(key, value);
        }
        int at = find(pairs, key);
        if (at >= 0) {
            JsonNode before = (JsonNode) pairs[at + 1];
            pairs[at + 1] = value;
            return before;
        }
        if (size == FEW) {
            Map<String, JsonNode> many = LinkedHashMap.newLinkedHashMap(2 * FEW);
            many.putAll(this);
            many.put(key, value);
            content = many;
            return null;
        }
        if (2 * size == pairs.length) {
            pairs = Arrays.copyOf(pairs, size == 0 ? 4 : 2 * pairs.length);
            content = pairs;
        }
        pairs[2 * size] = key;
        pairs[2 * size + 1] = value;
        size++;
        return null;
    }

    @Override
    public @Nullable JsonNode remove(@Nullable Object key) {
        if (!(content instanceof Object[] pairs)) {
            return many().remove(key);
        }
        int at = find(pairs, key);
        if (at < 0) {
            return null;
        }
        JsonNode before = (JsonNode) pairs[at + 1];
        removeAt(pairs, at);
        return before;
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> entrySet() {
        return content instanceof Object[] ? new Entries() : many().entrySet();
    }

    private int find(Object[] pairs, @Nullable Object key) {
        if (!(key instanceof String name)) {
            return -1;
        }
        int hash = name.hashCode();
        int end = 2 * size;
        for (int at = 0; at < end; at += 2) {
            String candidate = (String) pairs[at];
            if (candidate.hashCode() == hash && candidate.equals(name)) {
                return at;
            }
        }
        return -1;
    }

    private void removeAt(Object[] pairs, int at) {
        System.arraycopy(pairs, at + 2, pairs, at, 2 * size - at - 2);
        size--;
        Arrays.fill(pairs, 2 * size, 2 * size + 2, null);
    }

    @SuppressWarnings("unchecked")
    private Map<String, JsonNode> many() {
        return (Map<String, JsonNode>) content;
    }

    private final class Entries extends AbstractSet<Map.Entry<String, JsonNode>> {
        @Override
        public int size() {
            return SmallMap.this.size();
        }

        @Override
        public Iterator<Map.Entry<String, JsonNode>> iterator() {
            return new EntryIterator((Object[]) content);
        }
    }

    private final class EntryIterator implements Iterator<Map.Entry<String, JsonNode>> {
        private final Object[] pairs;
        private int next;

        private EntryIterator(Object[] pairs) {
            this.pairs = pairs;
        }

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Map.Entry<String, JsonNode> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int at = 2 * next++;
            return new AbstractMap.SimpleEntry<>((String) pairs[at], (JsonNode) pairs[at + 1]) {
                private static final long serialVersionUID = 1L;

                @Override
                public JsonNode setValue(JsonNode value) {
                    pairs[at + 1] = value;
                    return super.setValue(value);
                }
            };
        }

        @Override
        public void remove() {
            next--;
            removeAt(pairs, 2 * next);
        }
    }
}
