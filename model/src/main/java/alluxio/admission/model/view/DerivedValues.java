package alluxio.admission.model.view;

import alluxio.admission.model.view.UnseenSources.Traced;
import java.util.HashMap;
import java.util.Map;

/**
 * The derived values of one subject, each computed when first needed, and kept with what it did not see: each of its
 * readers is told of that, and not only the first. For one decision and one thread.
 *
 * @param <S> the subject
 */
public final class DerivedValues<S> {
    private final S subject;
    private final UnseenSources unseen;
    private final Map<Derived<S, ?>, Traced<?>> known = new HashMap<>();

    /** @param unseen is told what a value did not see, each time it is read */
    public DerivedValues(S subject, UnseenSources unseen) {
        this.subject = subject;
        this.unseen = unseen;
    }

    /** The value; computed at the first call. */
    @SuppressWarnings("unchecked") // A value of T is only ever stored under a Derived of T.
    public <T> T get(Derived<S, T> key) {
        Traced<?> value = known.get(key);
        if (value == null) {
            // Not computeIfAbsent: a value may be derived from others of the same subject.
            value = unseen.trace(() -> key.read(subject));
            known.put(key, value);
        }
        if (!key.saysUnseen()) {
            unseen.addAll(value.unseen());
        }
        return (T) value.value();
    }
}
