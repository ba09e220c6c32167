package alluxio.admission.benchmarks;

import alluxio.admission.app.demo.TrustingClient;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;

/**
 * One certificate for all servers, in files, and what trusts it.
 *
 * @param authorityPem the certificate of the authority that has signed it
 */
record TestIdentity(Path chain, Path key, String authorityPem, SSLContext trust) {
    static TestIdentity create(Path folder) throws IOException {
        CertificateAuthority authority =
                CertificateAuthority.create("benchmark", Duration.ofDays(1), InstantSource.system());
        KeyMaterial leaf = authority.issue(SelfSigned.LOCAL_HOSTS, Duration.ofHours(2));
        return new TestIdentity(
                Files.writeString(folder.resolve("tls.crt"), leaf.chainPem()),
                Files.writeString(folder.resolve("tls.key"), leaf.keyPem()),
                authority.certificatePem(),
                TrustingClient.context(authority.certificatePem()));
    }
}
