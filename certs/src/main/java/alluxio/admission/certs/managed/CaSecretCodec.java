package alluxio.admission.certs.managed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.InvalidKeyPairException;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.KeyPairCheck;
import alluxio.admission.certs.Pem;
import alluxio.admission.certs.rotation.Authorities;
import alluxio.admission.certs.rotation.Authority;
import alluxio.admission.certs.rotation.RetiredAuthority;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The data of the Secret: {@code ca.crt} and {@code ca.key}, which sign; {@code next.crt} and {@code next.key}, which are
 * published and will sign; {@code retired.crt}, certificates without keys, and {@code retired.until}, one line for each with
 * its SHA-256 and the time at which the last leaf certificate under it has expired. All PEM, keys PKCS#8.
 */
final class CaSecretCodec {
    static final String CURRENT = "ca";
    static final String NEXT = "next";
    private static final String CERTIFICATE = ".crt";
    private static final String KEY = ".key";
    static final String RETIRED = "retired.crt";
    static final String UNTIL = "retired.until";

    private final AuthorityRegistry registry;
    private final InstantSource clock;

    CaSecretCodec(AuthorityRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * What the data holds.
     *
     * @param authorities that can be used, expired ones included
     * @param problems one line for each part that cannot be used
     */
    record Content(Authorities authorities, List<String> problems) {}

    /** Never fails: a part that cannot be read is left out, and reported as a problem. */
    Content decode(Map<String, byte[]> data) {
        List<String> problems = new ArrayList<>();
        if (data.isEmpty()) {
            problems.add("it is empty");
        }
        if (!data.isEmpty() && !data.containsKey(CURRENT + CERTIFICATE) && !data.containsKey(CURRENT + KEY)) {
            problems.add(CURRENT + CERTIFICATE + " is missing");
        }
        Optional<Authority> current = signer(CURRENT, data, problems);
        Optional<Authority> next = signer(NEXT, data, problems);
        return new Content(new Authorities(current, next, retired(data, problems)), problems);
    }

    private Optional<Authority> signer(String name, Map<String, byte[]> data, List<String> problems) {
        byte[] certificate = data.get(name + CERTIFICATE);
        byte[] key = data.get(name + KEY);
        if (certificate == null || key == null) {
            if (certificate != null || key != null) {
                problems.add(name + (certificate == null ? CERTIFICATE : KEY) + " is missing");
            }
            return Optional.empty();
        }
        try {
            KeyMaterial material = KeyMaterial.fromPem(certificate, key);
            if (!AuthorityRegistry.isAuthority(material.leaf())) {
                problems.add(name + ".crt is not the certificate of an authority that signed itself");
                return Optional.empty();
            }
            // Checked as of a time at which it is valid, so that "expired" and "the key does not fit" are told apart.
            new KeyPairCheck(material::notAfter).check(material);
            if (!material.notAfter().isAfter(clock.instant())) {
                problems.add(name + ".crt expired at " + material.notAfter());
            }
            return Optional.of(registry.register(CertificateAuthority.of(material, clock)));
        } catch (InvalidKeyPairException e) {
            problems.add(name + ".crt and " + name + ".key: " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<RetiredAuthority> retired(Map<String, byte[]> data, List<String> problems) {
        byte[] certificates = data.get(RETIRED);
        if (certificates == null) {
            return List.of();
        }
        Map<String, Instant> until = until(data.getOrDefault(UNTIL, new byte[0]), problems);
        try {
            List<RetiredAuthority> retired = new ArrayList<>();
            for (X509Certificate certificate : Pem.readCertificates(certificates)) {
                if (AuthorityRegistry.isAuthority(certificate)) {
                    Authority authority = registry.register(certificate);
                    // Without a recorded time it stays trusted until it expires.
                    retired.add(
                            new RetiredAuthority(authority, until.getOrDefault(authority.id(), authority.notAfter())));
                } else {
                    problems.add(RETIRED + " has a certificate that is not that of an authority");
                }
            }
            return retired;
        } catch (InvalidKeyPairException e) {
            problems.add(RETIRED + ": " + e.getMessage());
            return List.of();
        }
    }

    private static Map<String, Instant> until(byte[] text, List<String> problems) {
        Map<String, Instant> until = new HashMap<>();
        for (String line : new String(text, US_ASCII).lines().toList()) {
            String[] words = line.strip().split(" +", -1);
            try {
                until.put(words[0], Instant.parse(words.length == 2 ? words[1] : ""));
            } catch (DateTimeException e) {
                problems.add(UNTIL + " has a line that is no SHA-256 and no time");
            }
        }
        return until;
    }

    /** @throws IllegalStateException when the key of a CA that signs is not known */
    Map<String, byte[]> encode(Authorities authorities) {
        Map<String, byte[]> data = new TreeMap<>();
        authorities.current().ifPresent(authority -> encode(CURRENT, authority, data));
        authorities.next().ifPresent(authority -> encode(NEXT, authority, data));
        if (!authorities.retired().isEmpty()) {
            List<X509Certificate> certificates = new ArrayList<>();
            StringBuilder until = new StringBuilder();
            for (RetiredAuthority retired : authorities.retired()) {
                certificates.add(registry.certificate(retired.authority()));
                until.append(retired.authority().id())
                        .append(' ')
                        .append(retired.until())
                        .append('\n');
            }
            data.put(RETIRED, Pem.write(certificates).getBytes(US_ASCII));
            data.put(UNTIL, until.toString().getBytes(US_ASCII));
        }
        return data;
    }

    private void encode(String name, Authority authority, Map<String, byte[]> data) {
        CertificateAuthority signer = registry.signer(authority)
                .orElseThrow(() -> new IllegalStateException("an authority without a key cannot sign: " + authority));
        data.put(name + CERTIFICATE, signer.certificatePem().getBytes(US_ASCII));
        data.put(name + KEY, signer.material().keyPem().getBytes(US_ASCII));
    }
}
