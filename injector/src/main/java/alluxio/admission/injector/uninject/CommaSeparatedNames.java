package alluxio.admission.injector.uninject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A comma-separated list in an annotation, from which names are removed. Everything else in it stays. Used by one thread. */
final class CommaSeparatedNames {
    private final List<@Nullable String> names;

    /** The last position of each name. */
    private final Map<String, Integer> positions = new HashMap<>();

    private int left;
    private boolean changed;

    CommaSeparatedNames(String text) {
        // Not stripped: the rest of the list stays byte for byte.
        names = new ArrayList<>(Arrays.asList(text.split(",", -1)));
        left = names.size();
        for (int i = 0; i < names.size(); i++) {
            positions.put(Objects.requireNonNull(names.get(i)), i);
        }
    }

    boolean contains(String name) {
        return positions.containsKey(name);
    }

    /** Removes the last occurrence of the name. */
    void remove(String name) {
        Integer position = positions.remove(name);
        if (position != null) {
            names.set(position, null);
            left--;
            changed = true;
        }
    }

    boolean isChanged() {
        return changed;
    }

    boolean isEmpty() {
        return left == 0;
    }

    @Override
    public String toString() {
        return String.join(",", names.stream().filter(Objects::nonNull).toList());
    }
}
