package alluxio.admission.webhook.review;

/** The body is not an AdmissionReview that can be decided on. The message is one line for the client. */
public final class BadReviewException extends Exception {

    BadReviewException(String message) {
        super(message, null, false, false);
    }
}
