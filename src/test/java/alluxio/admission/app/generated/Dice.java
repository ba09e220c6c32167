package alluxio.admission.app.generated;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes the choices of a generator.
 *
 * @param next a number from 0 to below its argument: from a random generator, or from a fuzzer's bytes
 */
public record Dice(IntUnaryOperator next) {

    /** The same choices for the same seed, on every machine. */
    static Dice of(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return new Dice(random::nextInt);
    }

    int below(int bound) {
        return next.applyAsInt(bound);
    }

    /** True in so many cases of a hundred. */
    boolean percent(int chance) {
        return below(100) < chance;
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[below(choices.length)];
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    void times(int most, Runnable action) {
        for (int left = below(most + 1); left > 0; left--) {
            action.run();
        }
    }
}
