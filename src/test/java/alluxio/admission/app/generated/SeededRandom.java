package alluxio.admission.app.generated;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGeneratorFactory;

/**
 * The random choices of a generator, repeatable by a seed or made by a fuzzer.
 *
 * @param next a number from 0 to below its argument: from a random generator, or from a fuzzer's bytes
 */
public record SeededRandom(IntUnaryOperator next) {

    /** The same choices for the same seed, on every machine. */
    static SeededRandom of(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return new SeededRandom(random::nextInt);
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
