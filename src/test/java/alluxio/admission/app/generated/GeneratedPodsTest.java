package alluxio.admission.app.generated;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.generated.DecisionInvariants.Invariant;
import alluxio.admission.app.generated.GeneratedCases.Made;
import alluxio.admission.injector.Decision;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code -Dpods.seed=N} starts elsewhere, {@code -Dpods.count=N} takes more or fewer. */
@DisplayName("For thousands of generated pods and configurations, every invariant holds")
class GeneratedPodsTest {
    private static final String SEED = "pods.seed";
    private static final String COUNT = "pods.count";

    private final DecisionInvariants invariants = new DecisionInvariants();

    @Test
    @DisplayName("from a fixed seed")
    void fixed() {
        run(1, Integer.getInteger(COUNT, 5_000));
    }

    @Test
    @DisplayName("from another seed each time, which a failure tells")
    void random() {
        long start = Optional.ofNullable(Long.getLong(SEED))
                .orElseGet(() -> (long) new SecureRandom().nextInt(Integer.MAX_VALUE) << 16);
        run(start, Integer.getInteger(COUNT, 5_000));
    }

    private void run(long start, int count) {
        System.out.println("generated pods: " + count + " from seed " + start);
        Map<String, Integer> outcomes = new TreeMap<>();
        GeneratedCases generated = new GeneratedCases(false);
        for (long seed = start; seed < start + count; seed++) {
            Made made = generated.of(seed);
            DecisionUnderTest subject = made.subject();
            for (Map.Entry<String, Invariant> invariant : invariants.all().entrySet()) {
                if (failure(invariant.getValue(), subject) != null) {
                    throw smallest(invariant.getKey(), invariant.getValue(), made.podCase(), seed);
                }
            }
            outcomes.merge(outcome(subject.decision()), 1, Integer::sum);
        }
        System.out.println("generated pods: " + outcomes);
        if (count >= 1000) {
            assertShare(outcomes, "injected", count, 45);
            assertShare(outcomes, "refused", count, 15);
            assertShare(outcomes, "skipped", count, 1);
            assertShare(outcomes, "notoptedin", count, 2);
        }
    }

    /** Without this a generator gone wrong would prove nothing. */
    private static void assertShare(Map<String, Integer> outcomes, String outcome, int count, int percent) {
        assertThat(outcomes.getOrDefault(outcome, 0)).as(outcome).isGreaterThan(count * percent / 100);
    }

    private static String outcome(Decision decision) {
        return decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static AssertionError smallest(String name, Invariant invariant, PodCase made, long seed) {
        PodCase small = new Shrinker(candidate -> candidate
                        .subject()
                        .filter(s -> failure(invariant, s) != null)
                        .isPresent())
                .shrink(made);
        Throwable cause = small.subject().map(s -> failure(invariant, s)).orElseThrow();
        return new AssertionError(
                "does not hold: " + name + "\nrepeat with -D" + SEED + "=" + seed + " -D" + COUNT
                        + "=1; the smallest case that fails alike:\n" + small.toYaml() + "\n" + cause,
                cause);
    }

    /** An exception is a failure too: decisions are total. */
    private static @Nullable Throwable failure(Invariant invariant, DecisionUnderTest subject) {
        try {
            invariant.check(subject);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        }
    }
}
