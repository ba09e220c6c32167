package alluxio.admission.webhook.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PEM bundle in a file, such as a mounted ConfigMap, compared by content from time to time. A bundle that cannot be read
 * leaves the old one in force. Thread-safe.
 */
public final class FileClientCa implements ClientCaSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileClientCa.class);

    private final Path file;
    private final FileReader reader;
    private final List<Consumer<ClientTrust>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("client-ca-file").factory());
    private byte[] seen;
    private String problem = "";
    private volatile ClientTrust current;

    private FileClientCa(Path file, FileReader reader) throws IOException, CertificateException {
        this.file = file;
        this.reader = reader;
        this.seen = reader.read(file);
        this.current = read(seen);
    }

    /**
     * Reads the file and begins to watch it.
     *
     * @throws IllegalArgumentException with one plain line when it cannot be read or has no certificate
     */
    public static FileClientCa open(Path file, FileReader reader, Duration poll) {
        try {
            FileClientCa source = new FileClientCa(file, reader);
            var _ = source.poller.scheduleWithFixedDelay(
                    source::lookAgain, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
            return source;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the client CA " + e.getMessage(), e);
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cannot use the client CA " + file + ": " + e.getMessage() + "; wanted: certificates, PEM", e);
        }
    }

    /** What the poller does; a test may do it at once. */
    synchronized void lookAgain() {
        try {
            byte[] found = reader.read(file);
            if (Arrays.equals(found, seen)) {
                return;
            }
            seen = found;
            ClientTrust next = read(found);
            current = next;
            problem = "";
            listeners.forEach(listener -> listener.accept(next));
            log.atInfo().addKeyValue("file", file).log("Client CA reloaded");
        } catch (IOException | CertificateException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(problem)) {
                problem = reason;
                log.atWarn()
                        .addKeyValue("file", file)
                        .addKeyValue("reason", reason)
                        .log("The new client CA is not used; the old one stays");
            }
        }
    }

    @Override
    public Optional<ClientTrust> current() {
        return Optional.of(current);
    }

    @Override
    public void onChange(Consumer<ClientTrust> listener) {
        listeners.add(listener);
    }

    /** Stops watching; what was read stays. */
    @Override
    public void close() {
        poller.shutdownNow();
    }

    private static ClientTrust read(byte[] pem) throws CertificateException {
        return ClientTrust.of(
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                        .map(X509Certificate.class::cast)
                        .toList());
    }
}
