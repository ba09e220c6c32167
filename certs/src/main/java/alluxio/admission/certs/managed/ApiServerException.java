package alluxio.admission.certs.managed;

/** A request to the API server failed; the message says which one and why, in one line. */
public class ApiServerException extends Exception {
    private static final long serialVersionUID = 1L;

    public ApiServerException(String message) {
        super(message, null, false, false);
    }

    /** The object has changed since it was read: read it again, and retry. */
    public static final class Conflict extends ApiServerException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message);
        }
    }
}
