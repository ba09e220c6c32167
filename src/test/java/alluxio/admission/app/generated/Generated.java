package alluxio.admission.app.generated;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The made-up cases, each known by its seed. Used by one thread. */
public final class Generated {
    /** Pods in a row that have the same configuration, because reading one takes longer than all else. */
    private static final int PODS_EACH = 25;

    /** A case, and what the laws are about in it. */
    public record Made(PodCase podCase, Subject subject) {}

    private static final int CONFIGURATIONS = 128;

    private final boolean valid;
    private final Map<Integer, Subject> few = new HashMap<>();
    private @Nullable Made last;

    /** @param valid whether the pods should do without what a real API server is known to refuse */
    public Generated(boolean valid) {
        this.valid = valid;
    }

    public Made of(long seed) {
        Dice dice = Dice.of(seed);
        ObjectNode configuration = new ConfigurationGenerator(Dice.of(Math.floorDiv(seed, PODS_EACH))).configuration();
        ObjectNode pod = new PodGenerator(dice, valid).pod();
        PodCase made = PodCase.of(configuration, pod, dice.percent(20));
        last = last != null && last.podCase().configuration().equals(configuration)
                ? new Made(made, last.subject().about(pod, made.namespaceOptedIn()))
                : new Made(made, subject(made));
        return last;
    }

    /** By the choices of somebody else, such as a fuzzer; one configuration out of a few, so that it is read only once. */
    public Subject of(Dice dice) {
        return few.computeIfAbsent(
                        dice.below(CONFIGURATIONS),
                        n -> of((long) n * PODS_EACH).subject())
                .about(new PodGenerator(dice, valid).pod(), dice.percent(20));
    }

    private static Subject subject(PodCase made) {
        return made.subject()
                .orElseThrow(() -> new AssertionError("a made-up configuration was rejected:\n" + made.toYaml()));
    }
}
