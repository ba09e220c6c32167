package alluxio.admission.webhook.tls;

import alluxio.admission.certs.KeyMaterial;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate in memory, which the caller may replace when it is renewed. Thread-safe. */
public final class MemoryCertificateSource implements CertificateSource {
    private static final Logger log = LoggerFactory.getLogger(MemoryCertificateSource.class);

    private final InstantSource clock;
    private final List<Consumer<KeyMaterial>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong reloads = new AtomicLong();
    private volatile KeyMaterial current;

    public MemoryCertificateSource(KeyMaterial first, InstantSource clock) {
        this.current = first;
        this.clock = clock;
    }

    /** Serves this certificate from now on. The caller has checked that the key fits. */
    public synchronized void replace(KeyMaterial next) {
        current = next;
        reloads.incrementAndGet();
        for (Consumer<KeyMaterial> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                log.error("A listener to certificate changes failed", e);
            }
        }
    }

    @Override
    public KeyMaterial current() {
        return current;
    }

    @Override
    public void onChange(Consumer<KeyMaterial> listener) {
        listeners.add(listener);
    }

    @Override
    public CertificateHealth health() {
        return new CertificateHealth(current.isValid(clock.instant()), current.notAfter(), reloads.get(), 0, "");
    }
}
