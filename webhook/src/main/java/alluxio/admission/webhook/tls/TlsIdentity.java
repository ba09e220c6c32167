package alluxio.admission.webhook.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * What a TLS server shows and proves. Immutable. That key and certificate fit is for {@link PairCheck} to know.
 *
 * @param chainPem {@code CERTIFICATE} blocks, the leaf first
 * @param keyPem one unencrypted {@code PRIVATE KEY} block (PKCS#8)
 * @param leaf the first certificate of the chain
 */
public record TlsIdentity(String chainPem, String keyPem, X509Certificate leaf) {

    /**
     * @throws IllegalArgumentException when there is no certificate in the chain
     */
    public static TlsIdentity of(String chainPem, String keyPem) {
        try {
            var leaf = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(chainPem.getBytes(US_ASCII)));
            return new TlsIdentity(chainPem, keyPem, leaf);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the certificate chain is not PEM", e);
        }
    }

    public Instant notAfter() {
        return leaf.getNotAfter().toInstant();
    }

    /** Names the leaf; the key never gets into a log by way of this. */
    @Override
    public String toString() {
        return leaf.getSubjectX500Principal().getName() + ", serial "
                + leaf.getSerialNumber().toString(16) + ", until " + notAfter();
    }
}
