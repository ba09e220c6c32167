package alluxio.admission.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a review does with collections, as plain loops. A review that comes alone pays for each distinct method that it
 * executes, and one stream of three stages executes more than a hundred. Elements are taken in order, each through all
 * functions of a call before the next, and no more of them than the result needs.
 */
public final class Iterables {
    private Iterables() {}

    /** Whether one element is so. */
    public static <T> boolean any(Iterable<? extends T> items, Predicate<? super T> condition) {
        for (T item : items) {
            if (condition.test(item)) {
                return true;
            }
        }
        return false;
    }

    /** Whether no element is otherwise. */
    public static <T> boolean all(Iterable<? extends T> items, Predicate<? super T> condition) {
        for (T item : items) {
            if (!condition.test(item)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no element is so. */
    public static <T> boolean none(Iterable<? extends T> items, Predicate<? super T> condition) {
        return !any(items, condition);
    }

    /** The first element that is so. */
    public static <T> Optional<T> first(Iterable<? extends T> items, Predicate<? super T> condition) {
        for (T item : items) {
            if (condition.test(item)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /** The last element that is so. */
    public static <T> Optional<T> last(Iterable<? extends T> items, Predicate<? super T> condition) {
        Optional<T> last = Optional.empty();
        for (T item : items) {
            if (condition.test(item)) {
                last = Optional.of(item);
            }
        }
        return last;
    }

    /** The first value that is present. */
    public static <T, R> Optional<R> firstPresent(
            Iterable<? extends T> items, Function<? super T, Optional<R>> function) {
        for (T item : items) {
            Optional<R> value = function.apply(item);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** All elements that are so. Unmodifiable. */
    public static <T> List<T> filter(Iterable<? extends T> items, Predicate<? super T> condition) {
        List<T> chosen = new ArrayList<>();
        for (T item : items) {
            if (condition.test(item)) {
                chosen.add(item);
            }
        }
        return Collections.unmodifiableList(chosen);
    }

    /** A value for each element. Unmodifiable. */
    public static <T, R> List<R> map(Iterable<? extends T> items, Function<? super T, ? extends R> function) {
        List<R> values = new ArrayList<>();
        for (T item : items) {
            values.add(function.apply(item));
        }
        return Collections.unmodifiableList(values);
    }

    /** All values for each element. Unmodifiable. */
    public static <T, R> List<R> flatMap(
            Iterable<? extends T> items, Function<? super T, ? extends Iterable<? extends R>> function) {
        List<R> values = new ArrayList<>();
        for (T item : items) {
            for (R value : function.apply(item)) {
                values.add(value);
            }
        }
        return Collections.unmodifiableList(values);
    }

    /** The values that are present. Unmodifiable. */
    public static <T, R> List<R> mapPresent(Iterable<? extends T> items, Function<? super T, Optional<R>> function) {
        List<R> values = new ArrayList<>();
        for (T item : items) {
            function.apply(item).ifPresent(values::add);
        }
        return Collections.unmodifiableList(values);
    }

    /** The first of all that are equal, in their order. Unmodifiable. */
    public static <T> List<T> distinct(Collection<? extends T> items) {
        return items.size() < 2 ? List.copyOf(items) : List.copyOf(new LinkedHashSet<>(items));
    }

    /** Passes on all elements that are so. */
    public static <T> void forEach(
            Iterable<? extends T> items, Predicate<? super T> condition, Consumer<? super T> action) {
        for (T item : items) {
            if (condition.test(item)) {
                action.accept(item);
            }
        }
    }
}
