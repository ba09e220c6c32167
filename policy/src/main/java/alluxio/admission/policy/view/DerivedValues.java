package alluxio.admission.policy.view;

import java.util.HashMap;
import java.util.Map;

/**
 * The derived values of one subject, each computed when first needed. For one decision and one thread.
 *
 * @param <S> the subject
 */
public final class DerivedValues<S> {
    private final S object;
    private final Map<Derived<S, ?>, Object> known = new HashMap<>();

    public DerivedValues(S object) {
        this.object = object;
    }

    /** The value; computed at the first call. */
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
