package alluxio.admission.cluster.check.configuration;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.check.ClusterCheck;
import java.util.List;

/** A check of a configuration that can be read. */
abstract class ConfigurationCheck implements ClusterCheck {
    private final CheckInfo info;

    ConfigurationCheck(String id, String name) {
        this.info = new CheckInfo(CheckGroup.CONFIGURATION, id, name);
    }

    @Override
    public final CheckInfo info() {
        return info;
    }

    @Override
    public final List<CheckResult> run(CheckedCluster cluster) {
        return cluster.configuration().filter(read -> read.errors().isEmpty()).stream()
                .map(read -> check(read, cluster))
                .toList();
    }

    abstract CheckResult check(CheckedConfiguration configuration, CheckedCluster cluster);
}
