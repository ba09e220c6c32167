package alluxio.admission.webhook.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate and a key in two files, such as a mounted Secret. Their contents are compared from time to time: the
 * events of a directory watch do not reliably tell of the way the kubelet replaces a Secret. A new pair is served once
 * it passes the check; until then the old one is. Thread-safe.
 */
public final class FileCertificateSource implements CertificateSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileCertificateSource.class);

    /** How often the files are looked at unless somebody says otherwise. */
    public static final Duration DEFAULT_POLL = Duration.ofSeconds(10);

    private final Path chainFile;
    private final Path keyFile;
    private final FileReader reader;
    private final PairCheck check;
    private final MemoryCertificateSource memory;
    private final ScheduledExecutorService poller;
    private final AtomicLong failures = new AtomicLong();
    private @Nullable Pair seen;
    private volatile String problem = "";

    private FileCertificateSource(Path chainFile, Path keyFile, FileReader reader, PairCheck check, InstantSource clock)
            throws IOException, PairCheck.InvalidPairException {
        this.chainFile = chainFile;
        this.keyFile = keyFile;
        this.reader = reader;
        this.check = check;
        Pair first = Pair.read(chainFile, keyFile, reader);
        this.seen = first;
        this.memory = new MemoryCertificateSource(check.check(first.chain(), first.key()), clock);
        this.poller = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("certificate-files").factory());
    }

    /**
     * Reads both files and begins to watch them.
     *
     * @throws CertificateUnusableException when they cannot be read or do not fit: a server cannot start without
     */
    public static FileCertificateSource open(
            Path chainFile, Path keyFile, FileReader reader, Duration poll, PairCheck check, InstantSource clock) {
        try {
            FileCertificateSource source = new FileCertificateSource(chainFile, keyFile, reader, check, clock);
            var _ = source.poller.scheduleWithFixedDelay(
                    source::lookAgain, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
            return source;
        } catch (IOException | UncheckedIOException e) {
            throw new CertificateUnusableException(
                    "cannot read certificate " + chainFile + " and key " + keyFile + ": " + reason(e));
        } catch (PairCheck.InvalidPairException e) {
            throw new CertificateUnusableException(
                    "cannot use certificate " + chainFile + " with key " + keyFile + ": " + e.reason());
        }
    }

    /** The first certificate cannot be used; the message is one plain line with both paths. */
    public static final class CertificateUnusableException extends RuntimeException {
        CertificateUnusableException(String message) {
            super(message, null, false, false);
        }
    }

    /** What the poller does; a test may do it at once. */
    synchronized void lookAgain() {
        try {
            Pair found = Pair.read(chainFile, keyFile, reader);
            if (seen != null && found.equals(seen)) {
                return;
            }
            seen = found;
            TlsIdentity next = check.check(found.chain(), found.key());
            problem = "";
            memory.replace(next);
            log.atInfo().addKeyValue("certificate", next).log("Certificate reloaded");
        } catch (PairCheck.InvalidPairException e) {
            // Each pair is looked at once, so this is said once for it.
            keepOld(e.reason());
        } catch (IOException e) {
            seen = null; // whatever can be read next is looked at anew
            String reason = "cannot be read: " + reason(e);
            if (!problem.equals(reason)) {
                keepOld(reason);
            }
        } catch (RuntimeException e) {
            // An exception would end the polling for good.
            log.error("Looking at the certificate files failed", e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException missing
                ? "there is no file " + missing.getFile()
                : String.valueOf(e.getMessage());
    }

    private void keepOld(String reason) {
        problem = reason;
        failures.incrementAndGet();
        log.atWarn()
                .addKeyValue("file", chainFile)
                .addKeyValue("reason", reason)
                .addKeyValue("serving", memory.current())
                .log("The new certificate is not used; the old one stays");
    }

    @Override
    public TlsIdentity current() {
        return memory.current();
    }

    @Override
    public void onChange(Consumer<TlsIdentity> listener) {
        memory.onChange(listener);
    }

    @Override
    public CertificateHealth health() {
        CertificateHealth served = memory.health();
        return new CertificateHealth(served.valid(), served.notAfter(), served.reloads(), failures.get(), problem);
    }

    /** Stops watching; what was read stays. */
    @Override
    public void close() {
        poller.shutdownNow();
    }

    /** Both files as they were at one time. */
    private static final class Pair {
        private static final int ATTEMPTS = 5;

        private final byte[] chain;
        private final byte[] key;

        private Pair(byte[] chain, byte[] key) {
            this.chain = chain;
            this.key = key;
        }

        /**
         * A mounted Secret is a set of links through {@code ..data}, which is turned to a new directory at once. Two
         * files read around that moment would be of two different pairs, so they are read by their real paths, and
         * again if those have changed meanwhile.
         */
        static Pair read(Path chainFile, Path keyFile, FileReader reader) throws IOException {
            IOException last = new IOException("the files keep changing");
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try {
                    Path realChain = chainFile.toRealPath();
                    Path realKey = keyFile.toRealPath();
                    Pair pair = new Pair(reader.read(realChain), reader.read(realKey));
                    if (realChain.equals(chainFile.toRealPath()) && realKey.equals(keyFile.toRealPath())) {
                        return pair;
                    }
                } catch (IOException e) {
                    last = e; // the old directory may be gone already
                }
            }
            throw last;
        }

        byte[] chain() {
            return chain.clone();
        }

        byte[] key() {
            return key.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pair pair && Arrays.equals(chain, pair.chain) && Arrays.equals(key, pair.key);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(chain) * 31 + Arrays.hashCode(key);
        }
    }
}
