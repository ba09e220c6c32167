package alluxio.admission.certs;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A private key and the certificates that belong to it. Immutable.
 *
 * @param chain the leaf first, then each issuer; at least one
 * @param key the leaf's key
 */
public record KeyMaterial(List<X509Certificate> chain, PrivateKey key) {

    public KeyMaterial {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a certificate chain has at least one certificate");
        }
    }

    /**
     * Reads PEM. Blocks of other types are skipped. Nothing is verified, see {@link KeyPairCheck}.
     *
     * @param chainPem one or more {@code CERTIFICATE} blocks, the leaf first
     * @param keyPem one unencrypted key: PKCS#8, PKCS#1 (RSA) or SEC1 (EC)
     */
    public static KeyMaterial fromPem(byte[] chainPem, byte[] keyPem) throws InvalidKeyPairException {
        return new KeyMaterial(Pem.readCertificates(chainPem), Pem.readKey(keyPem));
    }

    public X509Certificate leaf() {
        return chain.getFirst();
    }

    /** The whole chain as {@code CERTIFICATE} blocks. */
    public String chainPem() {
        return Pem.write(chain);
    }

    /** The key as one PKCS#8 {@code PRIVATE KEY} block, whatever form it was read from. */
    public String keyPem() {
        return Pem.write(key);
    }

    /** When the leaf expires. */
    public Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    /** Whether the leaf's dates include this instant. */
    public boolean isValid(Instant now) {
        return !now.isAfter(notAfter()) && !now.isBefore(leaf().getNotBefore().toInstant());
    }

    /** The leaf's subject, serial number and end, for a log; never the key. */
    @Override
    public String toString() {
        return leaf().getSubjectX500Principal().getName() + ", serial "
                + leaf().getSerialNumber().toString(16) + ", until " + notAfter();
    }
}
