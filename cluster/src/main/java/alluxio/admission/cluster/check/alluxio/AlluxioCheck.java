package alluxio.admission.cluster.check.alluxio;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.facts.RunningAlluxio;
import java.util.List;

/** A check of each Alluxio that runs. */
abstract class AlluxioCheck implements ClusterCheck {
    private final CheckInfo info;

    AlluxioCheck(String id, String name) {
        this.info = new CheckInfo(CheckGroup.ALLUXIO, id, name);
    }

    @Override
    public final CheckInfo info() {
        return info;
    }

    @Override
    public final List<CheckResult> run(CheckedCluster cluster) {
        return cluster.alluxios().stream()
                .flatMap(alluxio -> check(alluxio, cluster).stream())
                .toList();
    }

    /** None where there is nothing of this kind to look at. */
    abstract List<CheckResult> check(RunningAlluxio alluxio, CheckedCluster cluster);
}
