package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.facts.Installation;
import java.util.List;

/** A check that needs an installation. Without one it has nothing to say: {@link WebhookConfigurationsCheck} says so. */
abstract class InstallationCheck implements ClusterCheck {
    /** Why something cannot be looked at that only a server can repair, or answer. */
    static final String NO_SERVER = "no server is ready";

    private final CheckInfo info;

    InstallationCheck(String id, String name) {
        this.info = new CheckInfo(CheckGroup.INSTALLATION, id, name);
    }

    @Override
    public final CheckInfo info() {
        return info;
    }

    @Override
    public final List<CheckResult> run(CheckedCluster cluster) {
        return cluster.installation()
                .map(installation -> List.of(check(installation, cluster)))
                .orElse(List.of());
    }

    abstract CheckResult check(Installation installation, CheckedCluster cluster);
}
