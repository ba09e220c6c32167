package alluxio.admission.webhook.tls;

import alluxio.admission.certs.InvalidKeyPairException;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.KeyPairCheck;
import alluxio.admission.webhook.files.FileReader;
import alluxio.admission.webhook.files.PolledFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * A certificate and a key in two files, such as a mounted Secret, which are polled. A new pair is served once it passes
 * {@link KeyPairCheck}; until then the old one is. Thread-safe.
 */
public final class FileCertificateSource implements CertificateSource, AutoCloseable {

    /** How often the files are compared by default. */
    public static final Duration DEFAULT_POLL = Duration.ofSeconds(10);

    private final PolledFiles<KeyMaterial> files;
    private final InstantSource clock;

    private FileCertificateSource(PolledFiles<KeyMaterial> files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
    }

    /**
     * Reads both files, and polls them from then on.
     *
     * @throws CertificateUnusableException when they cannot be read or do not fit: a server cannot start without them
     */
    public static FileCertificateSource open(
            Path chainFile, Path keyFile, FileReader reader, Duration poll, InstantSource clock) {
        KeyPairCheck check = new KeyPairCheck(clock);
        try {
            PolledFiles<KeyMaterial> files = PolledFiles.open(
                    new PolledFiles.Source("certificate", List.of(chainFile, keyFile), reader),
                    poll,
                    contents -> check.check(contents.getFirst(), contents.getLast()));
            return new FileCertificateSource(files, clock);
        } catch (IOException e) {
            throw new CertificateUnusableException(
                    "cannot read certificate " + chainFile + " and key " + keyFile + ": " + e.getMessage());
        } catch (InvalidKeyPairException e) {
            throw new CertificateUnusableException(
                    "cannot use certificate " + chainFile + " with key " + keyFile + ": " + e.getMessage());
        }
    }

    /** The first certificate cannot be used; the message is one plain line with both paths. */
    public static final class CertificateUnusableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CertificateUnusableException(String message) {
            super(message, null, false, false);
        }
    }

    /** Compares the files now, as the poller does. */
    void poll() {
        files.poll();
    }

    @Override
    public KeyMaterial current() {
        return files.current();
    }

    @Override
    public void onChange(Consumer<KeyMaterial> listener) {
        files.onChange(listener);
    }

    @Override
    public CertificateHealth health() {
        KeyMaterial served = files.current();
        return new CertificateHealth(
                served.isValid(clock.instant()), served.notAfter(), files.reloads(), files.failures(), files.problem());
    }

    /** Stops polling; what was read stays. */
    @Override
    public void close() {
        files.close();
    }
}
