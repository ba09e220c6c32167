package alluxio.admission.policy.rules.resources;

import alluxio.admission.policy.Rule;
import java.util.List;

/** Memory and disk. */
public final class ResourceRules {
    private ResourceRules() {}

    /** In the order of their names. */
    public static List<Rule> all() {
        return List.of(
                new ClaimInUse(),
                new JvmContainerSupport(),
                new JvmHeap(),
                new MemoryLimit(),
                new TierOwner(),
                new TierShared(),
                new TierSize(),
                new WorkerFormat());
    }
}
