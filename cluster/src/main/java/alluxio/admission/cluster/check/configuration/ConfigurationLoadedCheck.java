package alluxio.admission.cluster.check.configuration;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.check.installation.ReplicaDetails;
import alluxio.admission.cluster.facts.Installation;
import java.util.List;

/** Whether each server has loaded the configuration. */
public final class ConfigurationLoadedCheck extends ConfigurationCheck {

    public ConfigurationLoadedCheck() {
        super("configuration-loaded", "loaded");
    }

    @Override
    CheckResult check(CheckedConfiguration configuration, CheckedCluster cluster) {
        Installation installation = cluster.installation().orElseThrow();
        List<ReplicaDetails> replicas = ReplicaDetails.of(installation, cluster.facts());
        List<ReplicaDetails> answered = replicas.stream()
                .filter(replica -> replica.has("configuration"))
                .toList();
        if (answered.isEmpty()) {
            return info().skipped(replicas.stream()
                    .map(replica -> replica.answer().problem())
                    .findFirst()
                    .orElse("no server is seen"));
        }
        List<String> problems = answered.stream()
                .filter(replica -> !problem(replica).isEmpty())
                .map(replica -> replica.name() + ": " + problem(replica))
                .toList();
        return problems.isEmpty()
                ? info().ok("by " + answered.size() + " of " + replicas.size() + " servers")
                : info().failed(
                                "not by all servers, so replicas decide differently",
                                "the file reaches a server within a minute or two; then: kubectl -n "
                                        + installation.namespace() + " logs deployment/" + installation.service())
                        .with(problems);
    }

    private static String problem(ReplicaDetails replica) {
        return replica.details("configuration").getOrDefault("problem", "");
    }
}
