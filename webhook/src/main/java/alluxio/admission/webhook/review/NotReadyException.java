package alluxio.admission.webhook.review;

import alluxio.admission.model.NoDecisionException;

/**
 * A decision needs what the server does not know yet. The client gets HTTP 503 with the message, so that failurePolicy decides: an
 * answer without that knowledge might be another one than all later ones.
 */
public final class NotReadyException extends NoDecisionException {
    private static final long serialVersionUID = 1;

    /** @param message one line for the client: what is missing */
    public NotReadyException(String message) {
        // It is expected, and tells nothing by its stack.
        super(message, false);
    }
}
