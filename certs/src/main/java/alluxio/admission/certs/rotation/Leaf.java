package alluxio.admission.certs.rotation;

import java.time.Instant;

/**
 * The certificate that a replica serves.
 *
 * @param issuer the id of its authority
 */
public record Leaf(String issuer, Instant notAfter) {

    public boolean isExpired(Instant now) {
        return !now.isBefore(notAfter);
    }
}
