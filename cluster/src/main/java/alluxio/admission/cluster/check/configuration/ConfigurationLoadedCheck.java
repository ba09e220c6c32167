package alluxio.admission.cluster.check.configuration;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.check.installation.ReplicaDetails;
import alluxio.admission.cluster.facts.Installation;
import java.util.List;

/** Whether each server has loaded the configuration that the ConfigMap has now: the kubelet brings it to the file with a delay. */
public final class ConfigurationLoadedCheck extends ConfigurationCheck {
    /** The component of {@code /readyz}. */
    private static final String COMPONENT = "configuration";

    private static final String DIGEST = "digest";

    public ConfigurationLoadedCheck() {
        super("configuration-loaded", "loaded");
    }

    @Override
    CheckResult check(CheckedConfiguration configuration, CheckedCluster cluster) {
        Installation installation = cluster.installation().orElseThrow();
        List<ReplicaDetails> replicas = ReplicaDetails.of(installation, cluster.facts());
        List<ReplicaDetails> answered =
                replicas.stream().filter(replica -> replica.has(COMPONENT)).toList();
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
        List<String> older = older(answered, cluster);
        int newest = answered.size() - older.size();
        if (problems.isEmpty()) {
            return older.isEmpty()
                    ? info().ok("by " + newest + " of " + replicas.size() + " servers")
                    : info().warning(
                                    newest + " of " + replicas.size() + " servers have the newest configuration",
                                    "wait, and check again: a change of the ConfigMap reaches the servers within a minute and a half")
                            .with(older);
        }
        return info().failed(
                        "not by all servers, so replicas decide differently",
                        "the file reaches a server within a minute or two; then: kubectl -n " + installation.namespace()
                                + " logs deployment/" + installation.service())
                .with(problems);
    }

    /** Servers that have loaded another text than that of the ConfigMap. A version without a digest is not compared. */
    private static List<String> older(List<ReplicaDetails> answered, CheckedCluster cluster) {
        String newest = ConfigMapText.of(cluster.installation().orElseThrow(), cluster.objects())
                .map(ConfigMapText::digest)
                .orElse("");
        return answered.stream()
                .filter(replica ->
                        !replica.details(COMPONENT).getOrDefault(DIGEST, newest).equals(newest))
                .map(replica -> replica.name() + " has an earlier one, loaded at "
                        + replica.details(COMPONENT).getOrDefault("loadedAt", "an unknown time"))
                .toList();
    }

    private static String problem(ReplicaDetails replica) {
        return replica.details(COMPONENT).getOrDefault("problem", "");
    }
}
