package alluxio.admission.certs.rotation;

import java.time.Instant;

/**
 * A CA of this installation, without its key.
 *
 * @param id of its certificate: SHA-256, lower-case hex
 */
public record Authority(String id, Instant notBefore, Instant notAfter) {

    public boolean isValid(Instant now) {
        return !now.isBefore(notBefore) && now.isBefore(notAfter);
    }
}
