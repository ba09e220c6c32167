package alluxio.admission.model.view;

import java.util.HashMap;
import java.util.Map;

/**
 * The derived values of one subject, each computed when first needed. For one decision and one thread.
 *
 * @param <S> the subject
 */
public final class DerivedValues<S> {
    private final S subject;
    private final Map<Derived<S, ?>, Object> known = new HashMap<>();

    public DerivedValues(S subject) {
        this.subject = subject;
    }

    /** The value; computed at the first call. */
    @SuppressWarnings("unchecked") // A value of T is only ever stored under a Derived of T.
    public <T> T get(Derived<S, T> key) {
        Object value = known.get(key);
        if (value == null) {
            // Not computeIfAbsent: a value may be derived from others of the same subject.
            value = key.read(subject);
            known.put(key, value);
        }
        return (T) value;
    }
}
