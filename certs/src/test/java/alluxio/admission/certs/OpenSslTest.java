package alluxio.admission.certs;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.certs.managed.RotationSettings;
import alluxio.admission.certs.managed.ServiceNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another tool says of our certificates. Needs the program openssl. */
@DisplayName("To openssl, a certificate of a replica")
class OpenSslTest {
    private static final List<String> NAMES = ServiceNames.of("webhook", "alluxio-system", "cluster.local");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        String name = RotationSettings.commonName("alluxio-system", "webhook-ca");
        InstantSource clock = InstantSource.system();
        CertificateAuthority authority = CertificateAuthority.create(name, Duration.ofDays(365), clock);
        CertificateAuthority next = CertificateAuthority.create(name, Duration.ofDays(365), clock);
        KeyMaterial leaf = authority.issue(NAMES, Duration.ofDays(9));
        Files.writeString(folder.resolve("bundle.pem"), next.certificatePem() + authority.certificatePem());
        Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        Files.writeString(folder.resolve("next.pem"), next.certificatePem());
        Files.writeString(folder.resolve("leaf.pem"), leaf.chainPem());
        Files.writeString(folder.resolve("leaf.key"), leaf.keyPem());
    }

    @Test
    @DisplayName(
            "is one for servers, of every name of the Service, by an authority of the caBundle, even among its like")
    void chain() throws Exception {
        for (String name : NAMES) {
            assertThat(openssl(
                            "verify",
                            "-x509_strict",
                            "-CAfile",
                            "bundle.pem",
                            "-purpose",
                            "sslserver",
                            "-verify_hostname",
                            name,
                            "leaf.pem"))
                    .contains("leaf.pem: OK");
        }
        assertThat(openssl("verify", "-CAfile", "bundle.pem", "-verify_hostname", "other.svc", "leaf.pem"))
                .contains("hostname mismatch");
        assertThat(openssl("verify", "-CAfile", "next.pem", "leaf.pem")).contains("verification failed");
        assertThat(openssl("verify", "-CAfile", "bundle.pem", "-purpose", "sslclient", "leaf.pem"))
                .contains("unsuitable certificate purpose");
    }

    @Test
    @DisplayName("has P-256, its names, its usage and no more, and nine days; its authority has a year and signs only")
    void text() throws Exception {
        assertThat(openssl("x509", "-in", "leaf.pem", "-noout", "-text"))
                .contains("ASN1 OID: prime256v1", "ecdsa-with-SHA256", "CA:FALSE", "TLS Web Server Authentication")
                .contains("DNS:webhook.alluxio-system.svc, DNS:webhook, DNS:webhook.alluxio-system")
                .doesNotContain("Certificate Sign");
        assertThat(openssl("x509", "-in", "ca.pem", "-noout", "-text"))
                .contains("CA:TRUE, pathlen:0", "Certificate Sign, CRL Sign")
                .contains("CN = alluxio-admission CA ");
        long eightDays = Duration.ofDays(8).toSeconds();
        long tenDays = Duration.ofDays(10).toSeconds();
        assertThat(openssl("x509", "-in", "leaf.pem", "-noout", "-checkend", Long.toString(eightDays)))
                .contains("will not expire");
        assertThat(openssl("x509", "-in", "leaf.pem", "-noout", "-checkend", Long.toString(tenDays)))
                .contains("will expire");
    }

    @Test
    @DisplayName("has a serial number of its own, and a key that fits")
    void serialAndKey() throws Exception {
        String leaf = openssl("x509", "-in", "leaf.pem", "-noout", "-serial");
        assertThat(leaf).isNotEqualTo(openssl("x509", "-in", "ca.pem", "-noout", "-serial"));
        assertThat(leaf.strip().length()).isGreaterThan("serial=".length() + 16);
        assertThat(openssl("pkey", "-in", "leaf.key", "-pubout"))
                .isEqualTo(openssl("x509", "-in", "leaf.pem", "-noout", "-pubkey"));
    }

    private String openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
