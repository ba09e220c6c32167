package alluxio.admission.app.cli;

import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Says of namespaces with an Alluxio that the webhook of the cluster does not look there. */
final class UntrustedNamespaces {
    private UntrustedNamespaces() {}

    /**
     * A line for each of them; none where no installation, or not its configuration, is seen.
     *
     * @param namespaces in which an Alluxio was found
     */
    static List<String> remarks(ClusterFacts facts, List<String> namespaces, InstantSource clock) {
        CheckedCluster cluster = CheckedClusters.factory(clock).of(facts, Optional.empty());
        Optional<Installation> installation = cluster.installation();
        Optional<WrittenConfiguration> written = cluster.configuration().flatMap(CheckedConfiguration::written);
        if (installation.isEmpty() || written.isEmpty()) {
            return List.of();
        }
        List<String> trusted = written.get().discovery().namespaces();
        return namespaces.stream()
                .filter(namespace -> !trusted.contains(namespace))
                .map(namespace -> "namespace " + namespace + " is not in discovery.namespaces ("
                        + (trusted.isEmpty() ? "none" : String.join(", ", trusted)) + ") of the installation in "
                        + installation.get().namespace() + ": the webhook does not use this")
                .toList();
    }
}
