package alluxio.admission.app.cli;

import alluxio.admission.app.server.CertificateSources;
import alluxio.admission.certs.SelfSigned;
import alluxio.admission.webhook.tls.CertificateSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The ways to get a certificate; exactly one has to be chosen. */
final class TlsOptions {
    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable Pair files;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable Throwaway throwaway;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable ManagedTlsOptions managed;

    /** A certificate that another program renews. */
    static final class Pair {
        @Option(
                names = "--tls-cert",
                required = true,
                paramLabel = "FILE",
                description = "certificate chain, PEM; read again when it changes")
        private Path chain = Path.of("");

        @Option(names = "--tls-key", required = true, paramLabel = "FILE", description = "its private key, PEM")
        private Path key = Path.of("");
    }

    /** A throw-away certificate, for trying the server out. */
    static final class Throwaway {
        @Option(
                names = "--self-signed",
                required = true,
                paramLabel = "DIR",
                description =
                        "create a throw-away CA, and a certificate for localhost, 127.0.0.1, ::1 and each --host; "
                                + "write DIR/ca.crt")
        private Path directory = Path.of("");

        @Option(names = "--host", paramLabel = "NAME", description = "another DNS name or address; may be repeated")
        private List<String> hosts = List.of();
    }

    /** Whether the certificate is valid for this machine only. */
    boolean onlyLocal() {
        return throwaway != null && throwaway.hosts.isEmpty();
    }

    /** Present when the server manages its certificates itself. */
    Optional<ManagedTlsOptions> managed() {
        return Optional.ofNullable(managed);
    }

    /**
     * The source for the other two ways.
     *
     * @throws IOException when the throw-away CA cannot be written
     * @throws IllegalArgumentException when a host is neither a DNS name nor an address
     */
    CertificateSource source(Duration poll, InstantSource clock) throws IOException {
        if (throwaway != null) {
            return CertificateSources.fixed(SelfSigned.create(throwaway.directory, throwaway.hosts, clock), clock);
        }
        if (files != null) {
            return CertificateSources.files(files.chain, files.key, poll, clock);
        }
        throw new IllegalStateException("picocli requires one of the groups");
    }
}
