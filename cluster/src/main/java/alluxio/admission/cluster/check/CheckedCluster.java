package alluxio.admission.cluster.check;

import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.cluster.missed.OptedInPod;
import java.util.List;
import java.util.Optional;

/**
 * What checks look at.
 *
 * @param installation empty where none is seen
 * @param configuration of the installation; empty where it is not seen
 * @param alluxios all that run, trusted or not
 * @param clients all pods that opted in, in namespaces whose pods reach the webhook
 * @param policy judges a workload that runs
 */
public record CheckedCluster(
        ClusterFacts facts,
        Optional<Installation> installation,
        Optional<CheckedConfiguration> configuration,
        List<RunningAlluxio> alluxios,
        List<OptedInPod> clients,
        RunningPolicy policy) {
    public CheckedCluster {
        alluxios = List.copyOf(alluxios);
        clients = List.copyOf(clients);
    }

    /** Of {@code discovery.namespaces}. */
    public List<String> trustedNamespaces() {
        return configuration
                .flatMap(CheckedConfiguration::written)
                .map(written -> written.discovery().namespaces())
                .orElse(List.of());
    }

    public ObjectFacts objects() {
        return facts.objects();
    }
}
