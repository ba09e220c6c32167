package alluxio.admission.app.cli;

import alluxio.admission.app.demo.ClusterUnavailableException;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterRequests;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.FactsReader;
import alluxio.admission.cluster.facts.FactsReader.Extent;
import alluxio.admission.cluster.facts.FactsReader.NotReachedException;
import alluxio.admission.cluster.facts.FactsReader.ReadingPlan;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.manifest.input.UnreadableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a live cluster has, with the caller's rights.
 *
 * @param command for messages, such as {@code "check: "}; may be ""
 */
record CallersFacts(ClusterConnection connection, InstantSource clock, Console console, String command) {

    /**
     * Reads them.
     *
     * @param installation the namespace of an installation; empty: to be found
     * @throws ClusterUnavailableException when the API server does not answer
     */
    ClusterFacts read(Optional<String> installation, Extent extent) {
        try {
            return new FactsReader(
                            new ClusterRequests(connection, KubeconfigOptions.TIMEOUT),
                            clock,
                            (what, done, total) -> console.progress().at(what, done, total))
                    .read(new ReadingPlan(
                            installation, connection.namespace().orElse("default"), connection.url(), extent));
        } catch (NotReachedException e) {
            throw new ClusterUnavailableException(command + "the API server did not answer: " + e.getMessage());
        }
    }

    /** @param option by which one can be chosen */
    void requireOneInstallation(ClusterFacts facts, String option) {
        List<String> found = Installation.find(facts.objects()).stream()
                .map(Installation::namespace)
                .toList();
        if (found.size() > 1) {
            throw new UnreadableException(command + "there are several installations; choose one with " + option + ": "
                    + String.join(", ", found));
        }
    }
}
