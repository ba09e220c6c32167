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
 * published and will sign; {@code retired.crt}, certificates without keys, and {@code retired.until}, a line for each with
 * its SHA-256 and when the last leaf under it has expired. All PEM, keys PKCS#8.
 */
final class CaSecretCodec {
    static final String CURRENT = "ca";
    static final String NEXT = "next";
    static final String RETIRED = "retired.crt";
    static final String UNTIL = "retired.until";

    private final AuthorityRegistry vault;
    private final InstantSource clock;

    CaSecretCodec(AuthorityRegistry vault, InstantSource clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * @param authorities what can be used; an expired one is among them
     * @param problems one line each for what cannot
     */
    record Content(Authorities authorities, List<String> problems) {}

    /** Reads whatever is there; what cannot be read is a problem, and is left out. */
    Content read(Map<String, byte[]> data) {
        List<String> problems = new ArrayList<>();
        if (data.isEmpty()) {
            problems.add("it is empty");
        }
        Optional<Authority> current = data.isEmpty() ? Optional.empty() : signer(CURRENT, data, true, problems);
        Optional<Authority> next = signer(NEXT, data, false, problems);
        return new Content(new Authorities(current, next, retired(data, problems)), problems);
    }

    private Optional<Authority> signer(String name, Map<String, byte[]> data, boolean needed, List<String> problems) {
        byte[] certificate = data.get(name + ".crt");
        byte[] key = data.get(name + ".key");
        if (certificate == null || key == null) {
            if (needed || certificate != null || key != null) {
                problems.add(name + (certificate == null ? ".crt" : ".key") + " is missing");
            }
            return Optional.empty();
        }
        try {
            KeyMaterial material = KeyMaterial.fromPem(certificate, key);
            if (!AuthorityRegistry.isAuthority(material.leaf())) {
                problems.add(name + ".crt is not the certificate of an authority that signed itself");
                return Optional.empty();
            }
            // As of when it is valid: an expired one is told apart from one whose key is another one's.
            new KeyPairCheck(() -> material.leaf().getNotAfter().toInstant()).check(material);
            if (!material.leaf().getNotAfter().toInstant().isAfter(clock.instant())) {
                problems.add(name + ".crt expired at "
                        + material.leaf().getNotAfter().toInstant());
            }
            return Optional.of(vault.keep(CertificateAuthority.of(material, clock)));
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
                    Authority authority = vault.keep(certificate);
                    // Whose time nobody knows is trusted as long as it lives.
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

    Map<String, byte[]> write(Authorities authorities) {
        Map<String, byte[]> data = new TreeMap<>();
        authorities.current().ifPresent(authority -> write(CURRENT, authority, data));
        authorities.next().ifPresent(authority -> write(NEXT, authority, data));
        if (!authorities.retired().isEmpty()) {
            List<X509Certificate> certificates = new ArrayList<>();
            StringBuilder until = new StringBuilder();
            for (RetiredAuthority retired : authorities.retired()) {
                certificates.add(vault.certificate(retired.authority()));
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

    private void write(String name, Authority authority, Map<String, byte[]> data) {
        CertificateAuthority signer = vault.signer(authority)
                .orElseThrow(() -> new IllegalStateException("an authority without a key cannot sign: " + authority));
        data.put(name + ".crt", signer.certificatePem().getBytes(US_ASCII));
        data.put(name + ".key", signer.material().keyPem().getBytes(US_ASCII));
    }
}
