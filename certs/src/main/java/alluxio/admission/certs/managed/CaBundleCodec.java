package alluxio.admission.certs.managed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import alluxio.admission.certs.InvalidKeyPairException;
import alluxio.admission.certs.Pem;
import alluxio.admission.certs.rotation.Authority;
import alluxio.admission.certs.rotation.ConfigurationState.CaBundle;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bytes in {@code clientConfig.caBundle}: PEM certificates, one after the other. */
final class CaBundleCodec {
    private CaBundleCodec() {}

    /** Never fails: what is not a CA certificate of this installation is foreign, and so is an empty or unreadable bundle. */
    static CaBundle decode(byte[] pem, AuthorityRegistry registry) {
        Set<Authority> own = new HashSet<>();
        try {
            List<X509Certificate> certificates = Pem.readCertificates(pem);
            certificates.stream().filter(registry::isOwn).forEach(each -> own.add(registry.register(each)));
            return new CaBundle(own, own.size() != certificates.size());
        } catch (InvalidKeyPairException e) {
            return new CaBundle(Set.of(), true);
        }
    }

    static byte[] encode(List<Authority> authorities, AuthorityRegistry registry) {
        return Pem.write(authorities.stream().map(registry::certificate).toList())
                .getBytes(US_ASCII);
    }
}
