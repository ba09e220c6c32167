package alluxio.admission.cluster.check.configuration;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.discovery.CompletedConfiguration.Contradiction;
import java.util.List;

/** Whether what is written fits what runs. What is written wins, so a wrong value reaches every pod. */
public final class ConfigurationMatchesCheck extends ConfigurationCheck {

    public ConfigurationMatchesCheck() {
        super("configuration-matches", "fits what runs");
    }

    @Override
    CheckResult check(CheckedConfiguration configuration, CheckedCluster cluster) {
        List<String> differing = configuration.contradictions().stream()
                .map(Contradiction::message)
                .toList();
        if (differing.isEmpty()) {
            return info().ok(
                            cluster.alluxios().isEmpty()
                                    ? "nothing to compare with"
                                    : "written and running values agree");
        }
        return info().warning(
                        differing.getFirst(), "correct the value, or leave it out: what is left out is discovered")
                .with(differing.subList(1, differing.size()));
    }
}
