package alluxio.admission.cluster.check.before;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import java.util.List;

/** A check of a cluster for an installation that is planned. */
abstract class BeforeCheck implements ClusterCheck {
    private final CheckInfo info;
    private final PlannedInstallation plan;

    BeforeCheck(String id, String name, PlannedInstallation plan) {
        this.info = new CheckInfo(CheckGroup.BEFORE_INSTALLATION, id, name);
        this.plan = plan;
    }

    @Override
    public final CheckInfo info() {
        return info;
    }

    final PlannedInstallation plan() {
        return plan;
    }

    @Override
    public List<CheckResult> run(CheckedCluster cluster) {
        return List.of(check(cluster));
    }

    abstract CheckResult check(CheckedCluster cluster);
}
