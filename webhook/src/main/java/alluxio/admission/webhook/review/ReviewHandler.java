package alluxio.admission.webhook.review;

import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.AdmissionRequest;

/** Decides on requests. Called on several threads at once, never on an event loop. */
@FunctionalInterface
public interface ReviewHandler {

    /**
     * Decides within a budget. Any exception is a failure of the server: it is logged, and the client gets HTTP 500 without details.
     *
     * @param request whose trees must not be changed
     * @param budget of this decision
     * @throws alluxio.admission.model.BudgetExceededException when it is spent first
     */
    AdmissionResponse handle(AdmissionRequest request, Budget budget);
}
