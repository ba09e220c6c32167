package alluxio.admission.policy.rules.cluster;

import alluxio.admission.policy.Rule;
import java.util.List;

/** The rules about what the cluster does with pods. */
public final class ClusterRules {
    private ClusterRules() {}

    public static List<Rule> all() {
        return List.of(new LimitRangeBounds(), new NoNodeFits(), new QuotaRequests());
    }
}
