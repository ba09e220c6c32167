package alluxio.admission.certs.managed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import alluxio.admission.certs.InvalidKeyPairException;
import alluxio.admission.certs.Pem;
import alluxio.admission.certs.rotation.Authority;
import alluxio.admission.certs.rotation.ConfigurationState.Entry;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The text in {@code clientConfig.caBundle}: PEM certificates, one after the other. */
final class CaBundleCodec {
    private CaBundleCodec() {}

    /** Whatever is there; nothing, garbage and other people's certificates are foreign. */
    static Entry read(byte[] text, AuthorityRegistry vault) {
        Set<Authority> ours = new HashSet<>();
        try {
            List<X509Certificate> certificates = Pem.readCertificates(text);
            certificates.stream().filter(vault::isOurs).forEach(c -> ours.add(vault.keep(c)));
            return new Entry(ours, ours.size() != certificates.size());
        } catch (InvalidKeyPairException e) {
            return new Entry(Set.of(), true);
        }
    }

    static byte[] write(List<Authority> authorities, AuthorityRegistry vault) {
        return Pem.write(authorities.stream().map(vault::certificate).toList()).getBytes(US_ASCII);
    }
}
