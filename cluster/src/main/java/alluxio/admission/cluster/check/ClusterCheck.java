package alluxio.admission.cluster.check;

import java.util.List;

/** One check. Stateless, pure and total. */
public interface ClusterCheck {
    /** What it is. */
    CheckInfo info();

    /** Looks at the cluster: one result, or one for each Alluxio; none where there is nothing to look at. */
    List<CheckResult> run(CheckedCluster cluster);
}
