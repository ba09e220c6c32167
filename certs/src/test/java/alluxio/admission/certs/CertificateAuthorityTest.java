package alluxio.admission.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final CertificateAuthority authority = CertificateAuthority.create("ca", Duration.ofDays(30), CLOCK);

    @Test
    void aLeafIsForServersUnderItsDnsNamesAndAddresses() throws Exception {
        X509Certificate leaf = authority
                .issue(List.of("localhost", "*.alluxio.svc", "127.0.0.1", "::1", "localhost"), Duration.ofDays(7))
                .leaf();

        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactly(
                        List.of(2, "localhost"),
                        List.of(2, "*.alluxio.svc"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getNonCriticalExtensionOIDs()).contains("2.5.29.14", "2.5.29.35");
        leaf.verify(authorityCertificate().getPublicKey());
    }

    @Test
    void theAuthorityMaySignLeavesAndNothingBelowThem() throws Exception {
        X509Certificate certificate = authorityCertificate();

        assertThat(certificate.getBasicConstraints()).isZero();
        assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.19", "2.5.29.15");
        boolean[] usage = certificate.getKeyUsage();
        assertThat(usage[5]).as("keyCertSign").isTrue();
        assertThat(usage[0]).as("digitalSignature").isFalse();
    }

    @Test
    void aLeafBeginsInThePastAndNeverOutlivesItsAuthority() {
        X509Certificate week = authority.issue(List.of("a"), Duration.ofDays(7)).leaf();
        X509Certificate year =
                authority.issue(List.of("a"), Duration.ofDays(365)).leaf();

        assertThat(week.getNotBefore().toInstant()).isBefore(NOW);
        assertThat(week.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(year.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void serialNumbersAreLargeAndDiffer() {
        var first = authority.issue(List.of("a"), Duration.ofDays(7)).leaf().getSerialNumber();
        var second = authority.issue(List.of("a"), Duration.ofDays(7)).leaf().getSerialNumber();

        assertThat(first).isPositive().isNotEqualTo(second);
        assertThat(first.bitLength()).isGreaterThan(64);
    }

    @Test
    void aHostThatIsNoNameAndNoAddressIsRefused() {
        assertThatThrownBy(() -> authority.issue(List.of("https://a"), Duration.ofDays(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"https://a\" is neither a DNS name nor an IP address");
        assertThatThrownBy(() -> authority.issue(List.of(), Duration.ofDays(7)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void selfSignedWritesTheAuthorityAndNoKey(@TempDir Path parent) throws Exception {
        Path directory = parent.resolve("tls");
        KeyMaterial server = SelfSigned.create(directory, List.of("host.example"), CLOCK);

        assertThat(server.leaf().getSubjectAlternativeNames())
                .contains(List.of(2, "host.example"), List.of(7, "127.0.0.1"));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("ca.crt"));
        }
        String trusted = Files.readString(directory.resolve("ca.crt"));
        assertThat(trusted).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE");
        new KeyPairCheck(CLOCK)
                .check(
                        (server.chainPem() + trusted).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        server.keyPem().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void noProviderIsRegistered() {
        assertThat(Security.getProvider("BC")).isNull();
    }

    private X509Certificate authorityCertificate() throws Exception {
        return Pem.readCertificates(authority.certificatePem().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .getFirst();
    }
}
