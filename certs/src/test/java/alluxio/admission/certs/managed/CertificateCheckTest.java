package alluxio.admission.certs.managed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.managed.CaResources.StoredConfiguration;
import alluxio.admission.certs.managed.CaResources.StoredSecret;
import alluxio.admission.certs.managed.CertificateCheck.Problem;
import alluxio.admission.certs.managed.CertificateCheck.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The check of certificates")
class CertificateCheckTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(100);
    private static final String NAME = "MutatingWebhookConfiguration/a";

    private final CertificateAuthority ours = authority("ours", Duration.ofDays(365));

    @Test
    @DisplayName("has nothing to say where every caBundle has the authority")
    void good() {
        assertThat(check(secret(ours), configuration(ours.certificatePem()))).isEmpty();
    }

    @Test
    @DisplayName("finds a caBundle without it, and one with more")
    void bundles() {
        String theirs = authority("theirs", Duration.ofDays(1)).certificatePem();
        assertThat(check(secret(ours), configuration("")))
                .singleElement()
                .matches(problem -> problem.severity() == Severity.FAILED)
                .matches(problem -> problem.what().equals("caBundle is empty"))
                .matches(problem -> problem.where().equals(NAME + ", webhook pods"));
        assertThat(check(secret(ours), configuration(theirs)))
                .singleElement()
                .matches(problem -> problem.severity() == Severity.FAILED);
        assertThat(check(secret(ours), configuration(ours.certificatePem() + theirs)))
                .singleElement()
                .extracting(Problem::severity)
                .isEqualTo(Severity.WARNING);
    }

    @Test
    @DisplayName(
            "finds a Secret that is not there or cannot be used, a configuration that is gone, an authority that ends")
    void others() {
        SortedMap<String, Optional<StoredConfiguration>> none = new TreeMap<>(Map.of(NAME, Optional.empty()));
        assertThat(check(Optional.empty(), none))
                .extracting(Problem::severity)
                .containsExactly(Severity.FAILED, Severity.WARNING);
        assertThat(check(Optional.of(new StoredSecret("1", Map.of())), none))
                .extracting(Problem::what)
                .contains("it is empty");
        CertificateAuthority old = authority("ours", Duration.ofDays(50));
        assertThat(check(secret(old), configuration(old.certificatePem())))
                .singleElement()
                .matches(problem -> problem.what().startsWith("the authority ends at 2026-06-20"));
    }

    private static List<Problem> check(
            Optional<StoredSecret> secret, SortedMap<String, Optional<StoredConfiguration>> configurations) {
        return CertificateCheck.of(secret, configurations, "ours", AHEAD, NOW);
    }

    private static SortedMap<String, Optional<StoredConfiguration>> configuration(String bundle) {
        return new TreeMap<>(Map.of(
                NAME,
                Optional.of(new StoredConfiguration("1", new TreeMap<>(Map.of("pods", bundle.getBytes(US_ASCII)))))));
    }

    private static Optional<StoredSecret> secret(CertificateAuthority authority) {
        return Optional.of(new StoredSecret(
                "1",
                Map.of(
                        "ca.crt",
                        authority.certificatePem().getBytes(US_ASCII),
                        "ca.key",
                        authority.material().keyPem().getBytes(US_ASCII))));
    }

    private static CertificateAuthority authority(String name, Duration lifetime) {
        return CertificateAuthority.create(name, lifetime, InstantSource.fixed(NOW));
    }
}
