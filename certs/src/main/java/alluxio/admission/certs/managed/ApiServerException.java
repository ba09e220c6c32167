package alluxio.admission.certs.managed;

/** The API server did not do what it was asked for; the message says what and why in one line. */
public class ApiServerException extends Exception {
    private static final long serialVersionUID = 1L;

    public ApiServerException(String message) {
        super(message, null, false, false);
    }

    /** Somebody else was first: look again. */
    public static final class Conflict extends ApiServerException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message);
        }
    }
}
