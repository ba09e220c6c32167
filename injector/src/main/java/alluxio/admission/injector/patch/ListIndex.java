package alluxio.admission.injector.patch;

import alluxio.admission.model.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * An index of the items of one list by a key, so that many look-ups do not search the list again. It stays valid while items are
 * removed through it, but not when items are added to the list. Used by one thread.
 */
public final class ListIndex {
    /**
     * An item of the list.
     *
     * @param original its position when the index was made
     */
    public record Slot(JsonNode item, int original) {}

    private final Map<String, List<Slot>> slots = new HashMap<>();
    private final int original;
    private int size;

    /** How many items before each were removed: a Fenwick tree, made when the first item is removed. */
    private int @Nullable [] removed;

    private ListIndex(int size) {
        this.original = size;
        this.size = size;
    }

    /**
     * Indexes a list.
     *
     * @param key of an item; null for an item that is never looked up
     * @param budget spent by each item
     */
    public static ListIndex of(ArrayNode items, Function<JsonNode, @Nullable String> key, Budget budget) {
        budget.spend(items.size());
        ListIndex index = new ListIndex(items.size());
        for (int i = 0; i < items.size(); i++) {
            String k = key.apply(items.get(i));
            if (k != null) {
                index.slots.computeIfAbsent(k, _ -> new ArrayList<>(1)).add(new Slot(items.get(i), i));
            }
        }
        return index;
    }

    /** Indexes a list by the names of its items; "" for those without. */
    public static ListIndex byName(ArrayNode items, Budget budget) {
        return of(items, item -> item.path("name").stringValue(""), budget);
    }

    /** How many items the list has now. */
    public int size() {
        return size;
    }

    /** All items with a key that are left, from the end of the list. */
    public List<Slot> inReverse() {
        List<Slot> all = new ArrayList<>();
        slots.values().forEach(all::addAll);
        all.sort(Comparator.comparingInt(Slot::original).reversed());
        return all;
    }

    /** The items with that key that are left, in the order of the list. */
    public List<Slot> all(String key) {
        return slots.getOrDefault(key, List.of());
    }

    public Optional<Slot> first(String key) {
        List<Slot> all = all(key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    public Optional<Slot> last(String key) {
        List<Slot> all = all(key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The position of the item in the list now. */
    public int position(Slot slot) {
        int before = 0;
        if (removed != null) {
            for (int i = slot.original(); i > 0; i -= i & -i) {
                before += removed[i];
            }
        }
        return slot.original() - before;
    }

    /** Removes from the index an item that is removed from the list. */
    public void remove(String key, Slot slot) {
        List<Slot> all = all(key);
        int last = all.size() - 1;
        // Mostly the last one: a list of items with the same key is emptied from its end.
        while (last >= 0 && all.get(last).original() != slot.original()) {
            last--;
        }
        if (last >= 0) {
            all.remove(last);
        }
        size--;
        removed = removed == null ? new int[original + 1] : removed;
        for (int i = slot.original() + 1; i <= original; i += i & -i) {
            removed[i]++;
        }
    }
}
