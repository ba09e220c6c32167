package alluxio.admission.webhook.review;

/** An answer beyond what is sent: never a decision, an HTTP error. The message is one line for the client. */
public final class ResponseTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ResponseTooLargeException(String message) {
        super(message, null, false, false);
    }
}
