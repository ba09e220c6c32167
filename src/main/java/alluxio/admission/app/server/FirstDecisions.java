package alluxio.admission.app.server;

import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.NotReadyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decisions that a server makes for itself before a basis with its first observation is in force. When the server was warmed up,
 * such decisions had to wait for the cluster; the first one of a client would take seconds on a cold JVM, longer than the API
 * server waits.
 */
final class FirstDecisions {
    private static final Logger log = LoggerFactory.getLogger(FirstDecisions.class);
    private static final int ROUNDS = 3;
    private static final String NAMESPACE = "warm-up";

    private FirstDecisions() {}

    /** Decides on an example. What is decided does not matter; neither does an error, which a client's request would meet, too. */
    static void make(DecisionBasis basis) {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                basis.decide(new InjectionRequest(pod(), NAMESPACE, false), Budget.ofDecision());
                basis.judge(AdmissionRequest.create(pod(), NAMESPACE), Budget.ofDecision());
            }
        } catch (NotReadyException e) {
            log.debug("A first decision has to wait for the cluster", e);
        } catch (RuntimeException e) {
            log.warn("A first decision failed", e);
        }
    }

    private static ObjectNode pod() {
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata")
                .put("name", NAMESPACE)
                .put("namespace", NAMESPACE)
                .putObject("labels")
                .put(Keys.INJECT, "true");
        pod.putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "app")
                .put("image", "app");
        return pod;
    }
}
