package alluxio.admission.certs.managed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.rotation.Authorities;
import alluxio.admission.certs.rotation.Authority;
import alluxio.admission.certs.rotation.ConfigurationState.CaBundle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Secret with the authorities")
class CaSecretCodecTest {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final AuthorityRegistry registry = new AuthorityRegistry("ours");
    private final CaSecretCodec codec = new CaSecretCodec(registry, CLOCK);

    @Test
    @DisplayName("is read back as it was written, with next and retired ones")
    void roundTrip() {
        Authorities all = new Authorities(Optional.of(authority(YEAR)), Optional.of(authority(YEAR)), List.of())
                .adopting(List.of(authority(YEAR), authority(YEAR)), NOW.plusSeconds(60));
        CaSecretCodec.Content content =
                new CaSecretCodec(new AuthorityRegistry("ours"), CLOCK).decode(codec.encode(all));
        assertThat(content.problems()).isEmpty();
        assertThat(content.authorities()).isEqualTo(all);
    }

    @Test
    @DisplayName("has no key of a retired authority")
    void keysOfRetired() {
        Authorities all = new Authorities(Optional.of(authority(YEAR)), Optional.empty(), List.of())
                .withNext(authority(YEAR))
                .promoted(NOW.plusSeconds(60));
        assertThat(codec.encode(all)).containsOnlyKeys("ca.crt", "ca.key", "retired.crt", "retired.until");
        assertThat(text(codec.encode(all), "retired.crt")).doesNotContain("PRIVATE");
    }

    @Test
    @DisplayName("that is empty, or half there, has no authority that can sign, and says what is missing")
    void half() {
        assertBad(Map.of(), "it is empty");
        assertBad(without("ca.crt"), "ca.crt is missing");
        assertBad(without("ca.key"), "ca.key is missing");
    }

    @Test
    @DisplayName("with the key of another authority is not used")
    void otherKey() {
        Map<String, byte[]> data = good();
        data.put("ca.key", good().get("ca.key"));
        assertBad(data, "ca.crt and ca.key: the key does not fit the certificate CN=ours");
    }

    @Test
    @DisplayName("with the certificate of a server is not used")
    void notAnAuthority() {
        KeyMaterial leaf =
                CertificateAuthority.create("ours", YEAR, CLOCK).issue(List.of("a.example"), Duration.ofDays(1));
        Map<String, byte[]> data = new HashMap<>();
        data.put("ca.crt", leaf.chainPem().getBytes(US_ASCII));
        data.put("ca.key", leaf.keyPem().getBytes(US_ASCII));
        assertBad(data, "ca.crt is not the certificate of an authority that signed itself");
    }

    @Test
    @DisplayName("with garbage is not used, whatever part it is in")
    void garbage() {
        for (String part : List.of("ca.crt", "ca.key")) {
            Map<String, byte[]> data = good();
            data.put(part, new byte[] {0, 1, (byte) 0xff, 'x'});
            CaSecretCodec.Content content = codec.decode(data);
            assertThat(content.authorities().canSign(NOW)).isFalse();
            assertThat(content.problems()).singleElement().asString().startsWith("ca.crt and ca.key: ");
        }
        Map<String, byte[]> data = good();
        data.put("retired.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".getBytes(US_ASCII));
        data.put("retired.until", "what and when\n".getBytes(US_ASCII));
        CaSecretCodec.Content content = codec.decode(data);
        assertThat(content.authorities().canSign(NOW)).isTrue();
        assertThat(content.problems()).hasSize(2);
    }

    @Test
    @DisplayName("with an expired authority says so; it is remembered, and cannot sign")
    void expired() {
        InstantSource before = InstantSource.fixed(NOW.minus(YEAR));
        KeyMaterial old =
                CertificateAuthority.create("ours", Duration.ofDays(1), before).material();
        Map<String, byte[]> data = new HashMap<>();
        data.put("ca.crt", old.chainPem().getBytes(US_ASCII));
        data.put("ca.key", old.keyPem().getBytes(US_ASCII));
        CaSecretCodec.Content content = codec.decode(data);
        assertThat(content.authorities().canSign(NOW)).isFalse();
        assertThat(content.authorities().current()).isPresent();
        assertThat(content.problems()).singleElement().asString().startsWith("ca.crt expired at 2025-05-02");
    }

    @Test
    @DisplayName("is told apart, in a caBundle, from other people's certificates, duplicates, nothing and garbage")
    void bundles() {
        Authority ours = authority(YEAR);
        String pem = text(codec.encode(new Authorities(Optional.of(ours), Optional.empty(), List.of())), "ca.crt");
        String foreign = CertificateAuthority.create("theirs", YEAR, CLOCK).certificatePem();
        assertThat(bundle(pem)).isEqualTo(new CaBundle(Set.of(ours), false));
        assertThat(bundle(pem + foreign)).isEqualTo(new CaBundle(Set.of(ours), true));
        assertThat(bundle(pem + pem)).isEqualTo(new CaBundle(Set.of(ours), true));
        assertThat(bundle(foreign)).isEqualTo(new CaBundle(Set.of(), true));
        assertThat(bundle("")).isEqualTo(new CaBundle(Set.of(), true));
        assertThat(bundle("Cg==")).isEqualTo(new CaBundle(Set.of(), true));
    }

    private CaBundle bundle(String bundle) {
        return CaBundleCodec.decode(bundle.getBytes(US_ASCII), registry);
    }

    private void assertBad(Map<String, byte[]> data, String problem) {
        CaSecretCodec.Content content = codec.decode(data);
        assertThat(content.authorities().canSign(NOW)).isFalse();
        assertThat(content.problems()).containsExactly(problem);
    }

    private Map<String, byte[]> without(String key) {
        Map<String, byte[]> data = good();
        data.remove(key);
        return data;
    }

    private Map<String, byte[]> good() {
        return new HashMap<>(codec.encode(new Authorities(Optional.of(authority(YEAR)), Optional.empty(), List.of())));
    }

    private Authority authority(Duration lifetime) {
        return registry.register(CertificateAuthority.create("ours", lifetime, CLOCK));
    }

    private static String text(Map<String, byte[]> data, String key) {
        return new String(data.getOrDefault(key, new byte[0]), US_ASCII);
    }
}
