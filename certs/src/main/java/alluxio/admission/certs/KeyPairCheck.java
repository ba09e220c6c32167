package alluxio.admission.certs;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Checks whether a certificate and a key can be used together. A TLS server accepts a pair that does not fit, and then fails every
 * handshake; so it is checked before. Stateless and thread-safe.
 */
public final class KeyPairCheck {

    private static final byte[] PROBE =
            "the key fits the certificate".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final InstantSource clock;

    /** @param clock for the dates of the certificates */
    public KeyPairCheck(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Reads a pair and checks it: the key fits the first certificate, every certificate is valid now, and each is signed by the
     * next.
     *
     * @throws InvalidKeyPairException with one line that says what is wrong
     */
    public KeyMaterial check(byte[] chainPem, byte[] keyPem) throws InvalidKeyPairException {
        KeyMaterial material = KeyMaterial.fromPem(chainPem, keyPem);
        check(material);
        return material;
    }

    /** As {@link #check(byte[], byte[])}, for a pair that has been read already. */
    public void check(KeyMaterial material) throws InvalidKeyPairException {
        checkDates(material.chain());
        if (!fits(material.key(), material.leaf().getPublicKey())) {
            throw new InvalidKeyPairException("the key does not fit the certificate " + name(material.leaf()));
        }
        checkOrder(material.chain());
    }

    private void checkDates(List<X509Certificate> chain) throws InvalidKeyPairException {
        Instant now = clock.instant();
        for (X509Certificate certificate : chain) {
            Instant notBefore = certificate.getNotBefore().toInstant();
            Instant notAfter = certificate.getNotAfter().toInstant();
            if (now.isBefore(notBefore)) {
                throw new InvalidKeyPairException(
                        "the certificate " + name(certificate) + " is not valid before " + notBefore);
            }
            if (now.isAfter(notAfter)) {
                throw new InvalidKeyPairException("the certificate " + name(certificate) + " expired at " + notAfter);
            }
        }
    }

    private static boolean fits(PrivateKey key, PublicKey certified) throws InvalidKeyPairException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
            default ->
                throw new InvalidKeyPairException(
                        "a key of type " + key.getAlgorithm() + " cannot be used; RSA, EC and EdDSA can");
        };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            signer.initVerify(certified);
            signer.update(PROBE);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // such as an RSA key beside an EC certificate
        }
    }

    private static void checkOrder(List<X509Certificate> chain) throws InvalidKeyPairException {
        for (int i = 0; i + 1 < chain.size(); i++) {
            X509Certificate issued = chain.get(i);
            X509Certificate issuer = chain.get(i + 1);
            try {
                issued.verify(issuer.getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new InvalidKeyPairException("the chain is out of order: " + name(issued)
                        + " is not signed by the next certificate, " + name(issuer));
            }
        }
    }

    private static String name(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        return subject.isEmpty() ? "without a subject" : subject;
    }
}
