package alluxio.admission.certs.rotation;

import java.time.Instant;

/**
 * The leaf certificate that a replica serves.
 *
 * @param issuer the id of the CA that signed it
 */
public record Leaf(String issuer, Instant notAfter) {

    public boolean isExpired(Instant now) {
        return !now.isBefore(notAfter);
    }
}
