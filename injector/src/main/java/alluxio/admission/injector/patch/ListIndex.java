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
 * The items of one list by a key, made once, so that many look-ups do not search the list many times. It stays right while
 * items are taken out of the list through it; code that adds to the list needs another one. Used by one thread.
 */
public final class ListIndex {
    /** @param original the position when the index was made */
    public record Slot(JsonNode item, int original) {}

    private final Map<String, List<Slot>> slots = new HashMap<>();
    private final int original;
    private int size;

    /** How many items in front of each are gone: a Fenwick tree, made with the first that goes. */
    private int @Nullable [] gone;

    private ListIndex(int size) {
        this.original = size;
        this.size = size;
    }

    /**
     * @param key null for an item that is never looked for
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

    /** By the items' names; "" where they have none. */
    public static ListIndex byName(ArrayNode items, Budget budget) {
        return of(items, item -> item.path("name").stringValue(""), budget);
    }

    /** How many items the list has now. */
    public int size() {
        return size;
    }

    /** All that are there under any key, from the end of the list. */
    public List<Slot> inReverse() {
        return slots.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Slot::original).reversed())
                .toList();
    }

    /** All that are there, in the order of the list. */
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

    /** Where it stands in the list now. */
    public int position(Slot slot) {
        int before = 0;
        if (gone != null) {
            for (int i = slot.original(); i > 0; i -= i & -i) {
                before += gone[i];
            }
        }
        return slot.original() - before;
    }

    /** It has been taken out of the list. */
    public void remove(String key, Slot slot) {
        all(key).removeIf(each -> each.original() == slot.original());
        size--;
        gone = gone == null ? new int[original + 1] : gone;
        for (int i = slot.original() + 1; i <= original; i += i & -i) {
            gone[i]++;
        }
    }
}
