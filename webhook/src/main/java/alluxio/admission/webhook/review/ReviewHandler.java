package alluxio.admission.webhook.review;

import alluxio.admission.model.kube.AdmissionRequest;

/** Decides on requests. Called on several threads at once, never on an event loop. */
@FunctionalInterface
public interface ReviewHandler {

    /**
     * Decides within limits. Any other exception is a failure of the server: it is logged, and the client gets HTTP 500 without
     * details.
     *
     * @param request whose trees must not be changed
     * @throws alluxio.admission.model.BudgetExceededException when the budget is spent first
     * @throws NotReadyException when the server does not know yet what the decision needs
     */
    AdmissionResponse handle(AdmissionRequest request, DecisionLimits limits);
}
