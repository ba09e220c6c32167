package alluxio.admission.webhook.json;

/** The bytes are not the JSON that is read. The message is one line for the client, in this project's words. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
