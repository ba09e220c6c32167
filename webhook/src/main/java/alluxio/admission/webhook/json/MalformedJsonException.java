package alluxio.admission.webhook.json;

/** The bytes are not JSON as the server reads it. The message is one line for the client, and quotes nothing of the input. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
