package alluxio.admission.webhook.tls;

/** Reads a chain and a key, and refuses a pair that could not be served. */
@FunctionalInterface
public interface PairCheck {

    /**
     * @param chainPem as found
     * @param keyPem as found, in whatever PEM form
     * @throws InvalidPairException with one plain line when they do not fit, are not valid now or cannot be read
     */
    TlsIdentity check(byte[] chainPem, byte[] keyPem) throws InvalidPairException;

    /** A pair that cannot be served. */
    final class InvalidPairException extends Exception {
        private final String reason;

        public InvalidPairException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }
}
