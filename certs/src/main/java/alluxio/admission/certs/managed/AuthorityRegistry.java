package alluxio.admission.certs.managed;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.rotation.Authority;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates of all authorities of ours that were seen, and the keys of those that sign. Planners know them by id
 * only. Used by one thread.
 */
final class AuthorityRegistry {
    private final String commonName;
    private final Map<String, X509Certificate> certificates = new HashMap<>();
    private final Map<String, CertificateAuthority> signers = new HashMap<>();

    /** @param commonName by which an authority of ours is known */
    AuthorityRegistry(String commonName) {
        this.commonName = commonName;
    }

    String commonName() {
        return commonName;
    }

    /** Whether the certificate is that of an authority, and has our name. */
    boolean isOurs(X509Certificate certificate) {
        return isAuthority(certificate)
                && certificate.getSubjectX500Principal().getName().equals("CN=" + commonName);
    }

    static boolean isAuthority(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        boolean signs = usage == null || usage[5];
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

    Authority keep(X509Certificate certificate) {
        String id = id(certificate);
        certificates.putIfAbsent(id, certificate);
        return new Authority(
                id,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    Authority keep(CertificateAuthority signer) {
        Authority authority = keep(signer.material().leaf());
        signers.putIfAbsent(authority.id(), signer);
        return authority;
    }

    X509Certificate certificate(Authority authority) {
        X509Certificate certificate = certificates.get(authority.id());
        if (certificate == null) {
            throw new IllegalStateException("an authority that was never seen: " + authority);
        }
        return certificate;
    }

    /** The one that can sign; empty when its key was never seen. */
    Optional<CertificateAuthority> signer(Authority authority) {
        return Optional.ofNullable(signers.get(authority.id()));
    }

    private static String id(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (CertificateEncodingException | java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("a certificate that was read cannot be digested", e);
        }
    }
}
