package alluxio.admission.cluster.facts;

import alluxio.admission.cluster.ApiRequests;
import alluxio.admission.cluster.ApiRequests.ApiAnswer;
import alluxio.admission.cluster.facts.ClusterFacts.TrialPod;
import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.JsonNodes;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Creates an opted-in pod as a dry run: the whole way through the API server and the webhook, and nothing is stored. */
public final class TrialRequest {
    /** Meets the restricted Pod Security level, so that no namespace refuses it for that. */
    private static final String POD = """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"generateName": "alluxio-check-", "labels": {"%s": "true"}},
            "spec": {"securityContext": {"runAsNonRoot": true, "runAsUser": 65532, "seccompProfile": {"type": "RuntimeDefault"}},
            "containers": [{"name": "check", "image": "none",
            "resources": {"requests": {"cpu": "1m", "memory": "1Mi"}, "limits": {"cpu": "1m", "memory": "1Mi"}},
            "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}]}}
            """.formatted(Keys.INJECT);

    private final ApiRequests api;

    public TrialRequest(ApiRequests api) {
        this.api = api;
    }

    /** Empty where the caller may not create pods. */
    public Optional<TrialPod> run(String namespace) {
        ApiAnswer answer = api.post("/api/v1/namespaces/" + namespace + "/pods?dryRun=All", POD);
        if (answer.isForbidden() && !isOfWebhook(answer)) {
            return Optional.empty();
        }
        if (!answer.isOk()) {
            return Optional.of(new TrialPod(namespace, "", answer.problem()));
        }
        JsonNode pod = answer.json();
        return Optional.of(
                new TrialPod(namespace, JsonNodes.text(pod.path("metadata").path("annotations"), Keys.STATUS), ""));
    }

    /** A refusal by a webhook or a policy has the same code as a missing right. */
    private static boolean isOfWebhook(ApiAnswer answer) {
        String message = answer.problem();
        return message.contains("admission webhook") || message.contains("ValidatingAdmissionPolicy");
    }
}
