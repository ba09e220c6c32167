package alluxio.admission.policy.view;

import java.util.function.Function;

/**
 * Something that rules want to know of an object, a pod or a container, and that takes more than a look to find out. It is
 * worked out once for each of them and shared by all rules that ask. Known by its identity: keep it in a constant.
 *
 * @param <S> what it is about
 * @param <T> what is known then; never null
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
