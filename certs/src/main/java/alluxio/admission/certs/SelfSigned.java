package alluxio.admission.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Certificates for trying the server out: of a throw-away CA, whose certificate is written to a file for clients. */
public final class SelfSigned {

    /** The names that are always in the certificate: {@code localhost}, {@code 127.0.0.1}, {@code ::1}. */
    public static final List<String> LOCAL_HOSTS = List.of("localhost", "127.0.0.1", "::1");

    private static final Duration LIFETIME = Duration.ofDays(365);

    private SelfSigned() {}

    /**
     * Creates a CA and a certificate for this machine, and writes {@code ca.crt} (PEM) into the directory, which is created if
     * it does not exist. No key is written.
     *
     * @param moreHosts DNS names and addresses in addition to {@link #LOCAL_HOSTS}
     * @throws IOException when the file cannot be written
     * @throws IllegalArgumentException when a host is neither a DNS name nor an address
     */
    public static KeyMaterial create(Path directory, List<String> moreHosts, InstantSource clock) throws IOException {
        List<String> hosts = new ArrayList<>(LOCAL_HOSTS);
        hosts.addAll(moreHosts);
        CertificateAuthority authority =
                CertificateAuthority.create("alluxio-admission throw-away CA", LIFETIME, clock);
        KeyMaterial server = authority.issue(hosts, LIFETIME);
        Files.createDirectories(directory);
        // Moved into place, so that a client which waits for the file never reads half of it.
        Path draft = Files.createTempFile(directory, "ca", ".tmp");
        Files.writeString(draft, authority.certificatePem());
        Files.move(
                draft,
                directory.resolve("ca.crt"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        return server;
    }
}
