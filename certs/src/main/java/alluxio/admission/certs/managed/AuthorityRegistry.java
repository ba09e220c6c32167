package alluxio.admission.certs.managed;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.rotation.Authority;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates of all CAs that this process has read or created, and the keys of those that sign. The planner knows them
 * by id only. Used by one thread.
 */
final class AuthorityRegistry {
    private static final int KEY_CERT_SIGN = 5; // bit of the key usage, RFC 5280, 4.2.1.3

    private final String commonName;
    private final Map<String, X509Certificate> certificates = new HashMap<>();
    private final Map<String, CertificateAuthority> signers = new HashMap<>();

    /** @param commonName of this installation's CAs */
    AuthorityRegistry(String commonName) {
        this.commonName = commonName;
    }

    /** Whether this is a CA certificate of this installation. */
    boolean isOwn(X509Certificate certificate) {
        return isAuthority(certificate)
                && certificate.getSubjectX500Principal().getName().equals("CN=" + commonName);
    }

    static boolean isAuthority(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        boolean signs = usage == null || usage[KEY_CERT_SIGN];
        return certificate.getBasicConstraints() >= 0 && signs && isSelfSigned(certificate);
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    Authority register(X509Certificate certificate) {
        String id = id(certificate);
        certificates.putIfAbsent(id, certificate);
        return new Authority(
                id,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    Authority register(CertificateAuthority signer) {
        Authority authority = register(signer.material().leaf());
        signers.putIfAbsent(authority.id(), signer);
        return authority;
    }

    /** @throws IllegalStateException for a CA that was not registered */
    X509Certificate certificate(Authority authority) {
        X509Certificate certificate = certificates.get(authority.id());
        if (certificate == null) {
            throw new IllegalStateException("an authority that was not registered: " + authority);
        }
        return certificate;
    }

    /** The CA with its key; empty when its key is not known. */
    Optional<CertificateAuthority> signer(Authority authority) {
        return Optional.ofNullable(signers.get(authority.id()));
    }

    private static String id(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a certificate that was read cannot be digested", e);
        }
    }
}
