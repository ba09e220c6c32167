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
    private final boolean saysUnseen;

    private Derived(Function<S, T> reader, boolean saysUnseen) {
        this.reader = reader;
        this.saysUnseen = saysUnseen;
    }

    /** @param reader a pure function */
    public static <S, T> Derived<S, T> of(Function<S, T> reader) {
        return new Derived<>(reader, false);
    }

    /**
     * A value that says itself what is not seen, when a part of it is read that rests on it; so that who reads another part is
     * told nothing.
     *
     * @param reader a pure function
     */
    static <S, T> Derived<S, T> sayingUnseen(Function<S, T> reader) {
        return new Derived<>(reader, true);
    }

    /** Whether the value itself says what it did not see. */
    boolean saysUnseen() {
        return saysUnseen;
    }

    T read(S object) {
        return reader.apply(object);
    }
}
