package alluxio.admission.app.generated;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Generated pods and configurations, each reproduced by its seed. Used by one thread. */
public final class GeneratedCases {
    /** Pods in a row that have the same configuration, because reading one takes longer than all else. */
    private static final int PODS_EACH = 25;

    /** A case, and what the invariants are about in it. */
    public record Made(PodCase podCase, DecisionUnderTest subject) {}

    private static final int CONFIGURATIONS = 128;

    private final boolean valid;
    private final Map<Integer, DecisionUnderTest> few = new HashMap<>();
    private @Nullable Made last;

    /** @param valid whether the pods should do without what a real API server is known to refuse */
    public GeneratedCases(boolean valid) {
        this.valid = valid;
    }

    public Made of(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        ObjectNode configuration =
                new ConfigurationGenerator(SeededRandom.of(Math.floorDiv(seed, PODS_EACH))).configuration();
        ObjectNode pod = new PodGenerator(random, valid).pod();
        PodCase made = PodCase.of(configuration, pod, random.percent(20));
        last = last != null && last.podCase().configuration().equals(configuration)
                ? new Made(made, last.subject().about(pod, made.namespaceOptedIn()))
                : new Made(made, subject(made));
        return last;
    }

    /** By the choices of a fuzzer; one configuration out of a few, so that it is read only once. */
    public DecisionUnderTest of(SeededRandom random) {
        return few.computeIfAbsent(
                        random.below(CONFIGURATIONS),
                        n -> of((long) n * PODS_EACH).subject())
                .about(new PodGenerator(random, valid).pod(), random.percent(20));
    }

    private static DecisionUnderTest subject(PodCase made) {
        return made.subject()
                .orElseThrow(() -> new AssertionError("a generated configuration was rejected:\n" + made.toYaml()));
    }
}
