package alluxio.admission.model.view;

import java.util.function.Function;

/**
 * A value that rules derive from an object, a pod or a container, and that is too costly to compute for each rule. It is
 * computed once for each subject and shared by all rules. Identified by reference: keep it in a constant.
 *
 * @param <S> the subject: an object, a pod, a container or a volume
 * @param <T> the value; never null
 */
public final class Derived<S, T> {
    private final Function<S, T> reader;

    private Derived(Function<S, T> reader) {
        this.reader = reader;
    }

    /** @param reader a pure function */
    public static <S, T> Derived<S, T> of(Function<S, T> reader) {
        return new Derived<>(reader);
    }

    T read(S object) {
        return reader.apply(object);
    }
}
