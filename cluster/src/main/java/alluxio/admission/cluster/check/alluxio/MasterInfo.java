package alluxio.admission.cluster.check.alluxio;

import alluxio.admission.cluster.facts.AlluxioRequests;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.PodAnswer;
import alluxio.admission.cluster.facts.RunningAlluxio;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the leading master says about its cluster: workers with their addresses, and what clients get from it. */
final class MasterInfo {
    private MasterInfo() {}

    /** Empty where no master answered. */
    static Optional<JsonNode> of(RunningAlluxio alluxio, ClusterFacts facts) {
        return AlluxioRequests.masterInfo(alluxio).stream()
                .flatMap(request -> facts.answer(request).json().stream())
                .filter(json -> json.has("workers"))
                .map(json -> (JsonNode) json)
                .findFirst();
    }

    /** For messages where no master answered: how many of them were asked; "" when all were. */
    static String sample(RunningAlluxio alluxio, ClusterFacts facts) {
        return PodAnswer.sample(
                AlluxioRequests.masterInfo(alluxio).stream().map(facts::answer).toList(), "masters");
    }
}
