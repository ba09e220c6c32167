package alluxio.admission.cluster.check.configuration;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.facts.Installation;
import java.util.List;

/** Whether the configuration file is well formed. A server keeps the last good one, and a new server does not start on a bad one. */
public final class ConfigurationFormCheck implements ClusterCheck {
    private static final CheckInfo INFO = new CheckInfo(CheckGroup.CONFIGURATION, "configuration-form", "well formed");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<CheckResult> run(CheckedCluster cluster) {
        return cluster.installation()
                .map(installation -> List.of(check(cluster, installation)))
                .orElse(List.of());
    }

    private static CheckResult check(CheckedCluster cluster, Installation installation) {
        if (cluster.configuration().isEmpty()) {
            return INFO.skipped("the ConfigMap with config.yaml is not seen in " + installation.namespace()
                    + "; ask for the right to list configmaps there");
        }
        CheckedConfiguration read = cluster.configuration().get();
        return read.errors().isEmpty()
                ? INFO.ok(read.source())
                : INFO.failed(
                                read.source() + " has errors: servers keep the configuration before it",
                                "correct it; bin/alluxio-admission profile --config FILE checks a file")
                        .with(read.errors());
    }
}
