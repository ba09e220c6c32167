package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.policy.Rule;
import java.util.List;

/** What short circuit needs on workers, FUSE and clients. */
public final class ShortCircuitRules {
    private ShortCircuitRules() {}

    /** In the order of their names. */
    public static List<Rule> all() {
        return List.of();
    }
}
