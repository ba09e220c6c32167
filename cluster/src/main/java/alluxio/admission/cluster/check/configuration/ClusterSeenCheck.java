package alluxio.admission.cluster.check.configuration;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.check.installation.ReplicaDetails;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.util.ArrayList;
import java.util.List;

/** Whether the servers see what {@code discovery} names, as it is now and with all rights that they need. */
public final class ClusterSeenCheck extends ConfigurationCheck {
    /** The component of {@code /readyz}. */
    private static final String COMPONENT = "cluster";

    public ClusterSeenCheck() {
        super("cluster-seen", "cluster seen");
    }

    @Override
    CheckResult check(CheckedConfiguration configuration, CheckedCluster cluster) {
        if (configuration
                .written()
                .map(WrittenConfiguration::discovery)
                .filter(each -> each.isOn())
                .isEmpty()) {
            return info().ok("discovery is off");
        }
        List<ReplicaDetails> replicas = ReplicaDetails.of(cluster.installation().orElseThrow(), cluster.facts());
        List<ReplicaDetails> answered =
                replicas.stream().filter(replica -> replica.has(COMPONENT)).toList();
        if (answered.isEmpty()) {
            return info().skipped(replicas.stream()
                    .map(replica -> replica.answer().problem())
                    .filter(problem -> !problem.isEmpty())
                    .findFirst()
                    .orElse("no server says what it sees"));
        }
        List<String> problems = new ArrayList<>();
        for (ReplicaDetails replica : answered) {
            add(problems, replica, "problem", "");
            add(problems, replica, "forbidden", "may not read ");
            add(problems, replica, "namespacesNotReadYet", "has not read yet: ");
        }
        return problems.isEmpty()
                ? info().ok("by " + answered.size() + (answered.size() == 1 ? " server" : " servers"))
                : info().warning(
                                "not all of it, so that part is not discovered, and rules are not judged by it",
                                "upgrade the release, which renders the rights for discovery.namespaces; without Helm: "
                                        + "bin/alluxio-admission trust "
                                        + String.join(
                                                " ",
                                                configuration
                                                        .written()
                                                        .orElseThrow()
                                                        .discovery()
                                                        .namespaces()))
                        .with(problems);
    }

    private static void add(List<String> problems, ReplicaDetails replica, String key, String prefix) {
        String text = replica.details(COMPONENT).getOrDefault(key, "");
        if (!text.isEmpty()) {
            problems.add(replica.name() + ": " + prefix + text);
        }
    }
}
