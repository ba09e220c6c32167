package alluxio.admission.certs;

/** A certificate chain and its key cannot be used. The message is one plain line that says why. */
public final class InvalidKeyPairException extends Exception {

    public InvalidKeyPairException(String reason) {
        super(reason);
    }

    InvalidKeyPairException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
