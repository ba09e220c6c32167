package alluxio.admission.cluster.facts;

import alluxio.admission.cluster.ApiRequests;
import alluxio.admission.cluster.ApiRequests.ApiAnswer;
import alluxio.admission.model.kube.JsonNodes;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks pods through the API server's proxy, which works from where no pod can be reached. */
final class PodProxy {
    /** The counters of a worker are some 100 kB; a pod that only looks like one may send anything. */
    private static final int MOST_BYTES = 8 << 20;

    private final ApiRequests api;
    /** Namespaces where the right is missing: there is no need to ask for each pod. */
    private final Set<String> forbidden = new HashSet<>();

    PodProxy(ApiRequests api) {
        this.api = api;
    }

    PodAnswer get(PodRequest request) {
        if (forbidden.contains(request.namespace())) {
            return missingRight(request);
        }
        ApiAnswer answer = api.get(request.proxyPath(), MOST_BYTES);
        JsonNode json = answer.json();
        // A pod's own 503 has details, too: that of a server that is not ready.
        boolean isStatus = JsonNodes.text(json, "kind").equals("Status");
        if (json instanceof ObjectNode object && !isStatus && !answer.isUnreached()) {
            return PodAnswer.of(object);
        }
        if (isStatus && answer.isForbidden()) {
            forbidden.add(request.namespace());
            return missingRight(request);
        }
        return PodAnswer.failed(answer.problem());
    }

    private static PodAnswer missingRight(PodRequest request) {
        return PodAnswer.forbidden(
                "cannot ask pods in " + request.namespace() + "; ask for the right to get pods/proxy there");
    }
}
