package alluxio.admission.policy.view;

import java.util.HashMap;
import java.util.Map;

/**
 * The facts of one object, pod or container that were asked for. One decision, one thread.
 *
 * @param <S> what they are about
 */
public final class DerivedValues<S> {
    private final S object;
    private final Map<Derived<S, ?>, Object> known = new HashMap<>();

    public DerivedValues(S object) {
        this.object = object;
    }

    /** Worked out when it is asked for the first time. */
    @SuppressWarnings("unchecked") // A fact of T is only ever stored with a T.
    public <T> T get(Derived<S, T> fact) {
        Object value = known.get(fact);
        if (value == null) {
            // Not computeIfAbsent: a fact may rest on others of the same object.
            value = fact.read(object);
            known.put(fact, value);
        }
        return (T) value;
    }
}
