package alluxio.admission.webhook.review;

/** A response is too large to be sent: an HTTP error, never a decision. The message is one line for the client. */
public final class ResponseTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ResponseTooLargeException(String message) {
        super(message, null, false, false);
    }
}
