package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.PodAnswer;
import alluxio.admission.model.kube.JsonNodes;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What a server says about itself at {@code /readyz}: a state for each of its components. */
public record ReplicaDetails(ObjectNode pod, PodAnswer answer) {

    /** Those of all servers. */
    public static List<ReplicaDetails> of(Installation installation, ClusterFacts facts) {
        return installation.pods().stream()
                .map(pod -> new ReplicaDetails(
                        pod,
                        Installation.readiness(pod)
                                .map(facts::answer)
                                .orElse(PodAnswer.failed("the pod declares no management port"))))
                .toList();
    }

    /** The texts of a component; none when the server did not answer. */
    public Map<String, String> details(String component) {
        return answer.json()
                .map(json -> JsonNodes.stringMap(json.path(component)))
                .orElse(Map.of());
    }

    /** Whether it has this component. */
    public boolean has(String component) {
        return answer.json().filter(json -> json.has(component)).isPresent();
    }

    public String name() {
        return ObjectNames.name(pod);
    }
}
