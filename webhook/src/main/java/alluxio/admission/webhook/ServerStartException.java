package alluxio.admission.webhook;

/** The server cannot start, or cannot stop; the message is one line that says why. */
public final class ServerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
