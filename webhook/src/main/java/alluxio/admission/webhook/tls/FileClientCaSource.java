package alluxio.admission.webhook.tls;

import alluxio.admission.webhook.files.FileReader;
import alluxio.admission.webhook.files.PolledFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The CAs of clients as a PEM bundle in a file, such as a mounted ConfigMap, which is polled. Thread-safe. */
public final class FileClientCaSource implements ClientCaSource, AutoCloseable {
    private final PolledFiles<ClientTrust> file;

    private FileClientCaSource(PolledFiles<ClientTrust> file) {
        this.file = file;
    }

    /**
     * Reads the file, and polls it from then on.
     *
     * @throws IllegalArgumentException with one plain line when it cannot be read or has no certificate
     */
    public static FileClientCaSource open(Path file, FileReader reader, Duration poll) {
        try {
            return new FileClientCaSource(PolledFiles.open(
                    new PolledFiles.Source("client CA", List.of(file), reader),
                    poll,
                    contents -> read(contents.getFirst())));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the client CA " + e.getMessage(), e);
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cannot use the client CA " + file + ": " + e.getMessage() + "; wanted: certificates, PEM", e);
        }
    }

    @Override
    public Optional<ClientTrust> current() {
        return Optional.of(file.current());
    }

    @Override
    public void onChange(Consumer<ClientTrust> listener) {
        file.onChange(listener);
    }

    /** Stops polling; what was read stays. */
    @Override
    public void close() {
        file.close();
    }

    private static ClientTrust read(byte[] pem) throws CertificateException {
        return ClientTrust.of(
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                        .map(X509Certificate.class::cast)
                        .toList());
    }
}
