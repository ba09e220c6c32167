package alluxio.admission.injector.uninject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A comma list of an annotation, from which names are taken out. What else is in it stays as it is. Used by one thread. */
final class CommaSeparatedNames {
    private final List<@Nullable String> names;

    /** Where each stands last. */
    private final Map<String, Integer> positions = new HashMap<>();

    private int left;
    private boolean changed;

    CommaSeparatedNames(String text) {
        // Not stripped: what else is in the list comes back as it was.
        names = new ArrayList<>(Arrays.asList(text.split(",", -1)));
        left = names.size();
        for (int i = 0; i < names.size(); i++) {
            positions.put(Objects.requireNonNull(names.get(i)), i);
        }
    }

    boolean contains(String name) {
        return positions.containsKey(name);
    }

    /** Takes out the last one of that name, which is there. */
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
