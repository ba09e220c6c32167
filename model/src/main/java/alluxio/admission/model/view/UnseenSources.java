package alluxio.admission.model.view;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Collects what a reader would have needed and did not see, such as a ConfigMap behind {@code envFrom}. A value that is kept for
 * later readers is kept with what it did not see ({@link #trace}), so that each of them learns of it, and not only the first.
 * For one decision and one thread.
 */
public final class UnseenSources {
    /** How many are kept for one reader or value; a message names no more. */
    private static final int MOST = 10;

    private Set<String> current = new LinkedHashSet<>();

    /**
     * A value with what was not seen when it was read.
     *
     * @param unseen texts for messages, such as {@code not seen: ConfigMap alluxio-config}
     */
    public record Traced<T>(T value, List<String> unseen) {}

    /** Something is needed that is not seen. */
    public void notSeen(String what) {
        add("not seen: " + what);
    }

    /** The same, about a container. */
    void notSeen(String container, String what) {
        add("container \"" + MessageText.cut(container) + "\": not seen: " + what);
    }

    /** A reason for which something is not known. */
    public void add(String reason) {
        if (current.size() < MOST) {
            current.add(reason);
        }
    }

    public void addAll(Collection<String> reasons) {
        reasons.forEach(this::add);
    }

    /** Reads a value apart: what it does not see is returned with it, and not recorded here. */
    public <T> Traced<T> trace(Supplier<T> reading) {
        Set<String> outer = current;
        current = new LinkedHashSet<>();
        try {
            T value = reading.get();
            return new Traced<>(value, List.copyOf(current));
        } finally {
            current = outer;
        }
    }
}
