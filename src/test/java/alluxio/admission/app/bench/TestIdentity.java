package alluxio.admission.app.bench;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.SelfSigned;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One certificate for all servers, in files, and what trusts it. */
record TestIdentity(Path chain, Path key, SSLContext trust) {
    static TestIdentity create(Path folder) throws IOException, GeneralSecurityException {
        CertificateAuthority authority =
                CertificateAuthority.create("benchmark", Duration.ofDays(1), InstantSource.system());
        KeyMaterial leaf = authority.issue(SelfSigned.LOCAL_HOSTS, Duration.ofHours(2));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(
                                authority.certificatePem().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext trust = SSLContext.getInstance("TLS");
        trust.init(null, managers.getTrustManagers(), null);
        return new TestIdentity(
                Files.writeString(folder.resolve("tls.crt"), leaf.chainPem()),
                Files.writeString(folder.resolve("tls.key"), leaf.keyPem()),
                trust);
    }
}
