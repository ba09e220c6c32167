package alluxio.admission.app.yaml;

/** Input that cannot be read. The message is one line for the user: what, where and why. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }
}
