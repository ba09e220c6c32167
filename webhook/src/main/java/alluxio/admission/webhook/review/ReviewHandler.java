package alluxio.admission.webhook.review;

import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.AdmissionRequest;

/** Decides. Called on several threads at once, never on an event loop. */
@FunctionalInterface
public interface ReviewHandler {

    /**
     * Decides within a budget. Anything thrown is a failure of the server: HTTP 500, logged, without a word about it to the client.
     *
     * @param request its trees are not to be changed
     * @param budget of this decision
     * @throws alluxio.admission.model.BudgetExceededException when it is spent first
     */
    AdmissionResponse handle(AdmissionRequest request, Budget budget);
}
