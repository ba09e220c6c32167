package alluxio.admission.app.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The values that a key may have, by the names that users write, in the order in which messages list them. */
record AllowedValues<T>(Map<String, T> byName) {
    AllowedValues {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** Names that stand for themselves. */
    static AllowedValues<String> of(String... names) {
        return of(List.of(names), name -> name);
    }

    /** The constants of an enum, by their names in lower case. */
    static <E extends Enum<E>> AllowedValues<E> of(E[] constants) {
        return of(List.of(constants), AllowedValues::name);
    }

    static <T> AllowedValues<T> of(List<T> values, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        values.forEach(value -> byName.put(name.apply(value), value));
        return new AllowedValues<>(byName);
    }

    /** The name of an enum's constant as {@link #of(Enum[])} has it. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    Optional<T> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
