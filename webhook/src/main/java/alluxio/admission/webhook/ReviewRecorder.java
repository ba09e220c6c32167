package alluxio.admission.webhook;

import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.RequestValidator.Rejection;
import alluxio.admission.webhook.ReviewProcessor.Result;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Metrics and log lines of reviews.
 *
 * @param warmUpUid of the server's own requests, which are neither counted nor logged
 */
record ReviewRecorder(AdmissionMetrics metrics, RejectionLog rejectionLog, String warmUpUid) {

    void decided(Result.Answered answered, Duration took) {
        AdmissionRequest request = answered.request();
        if (!warmUpUid.equals(request.uid())) {
            metrics.decided(answered.response(), request.kind(), took);
            DecisionLog.decided(request, answered.response(), took);
        }
    }

    /** The request is not one that can be decided on. */
    void rejected(Rejection rejection, String peer) {
        metrics.rejected(rejection.status());
        rejectionLog.request(rejection.status(), rejection.message(), peer);
    }

    /** The server did not decide, and answers with an HTTP error. */
    void failed(@Nullable AdmissionRequest request, int status, Duration took) {
        notDecided(request, took);
        metrics.rejected(status);
    }

    /** What the decision needs is not known yet. The server's own first requests may find that, too. */
    void notReady(Result.NotReady notReady, Duration took, String peer) {
        if (!warmUpUid.equals(notReady.request().uid())) {
            failed(notReady.request(), 503, took);
            rejectionLog.request(503, notReady.message(), peer);
        }
    }

    /** The server did not decide, and there is no client to answer. */
    void notDecided(@Nullable AdmissionRequest request, Duration took) {
        metrics.failed(request == null ? AdmissionMetrics.UNKNOWN_KIND : request.kind(), took);
    }

    void beyondLimit(Result.BeyondLimit beyond, Duration took, String peer) {
        metrics.beyondLimit();
        DecisionLog.beyondLimit(beyond.request(), beyond.message(), took, peer);
    }
}
