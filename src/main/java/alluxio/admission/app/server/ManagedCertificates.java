package alluxio.admission.app.server;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.managed.CertificateReconciler;
import alluxio.admission.certs.managed.CertificateStatus;
import alluxio.admission.certs.managed.RotationSettings;
import alluxio.admission.certs.managed.WriteRateLimiter;
import alluxio.admission.cluster.CertificateCluster;
import alluxio.admission.cluster.ResourceWatches;
import alluxio.admission.webhook.ComponentHealth;
import alluxio.admission.webhook.tls.CertificateHealth;
import alluxio.admission.webhook.tls.CertificateSource;
import alluxio.admission.webhook.tls.MemoryCertificateSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates that the server signs itself, with authorities that all replicas share by way of a Secret. One thread does
 * it all: it looks when something has changed, and every so often, on the wall clock. Thread-safe.
 */
public final class ManagedCertificates implements CertificateSource, ServerComponent {
    private static final Logger log = LoggerFactory.getLogger(ManagedCertificates.class);
    private static final String PREFIX = "alluxio.admission.";
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(10);

    private static final Duration FLOCK = Duration.ofMillis(20);

    private final MemoryCertificateSource served;
    private final CertificateReconciler steward;
    private final CertificateCluster cluster;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    private ManagedCertificates(
            CertificateCluster cluster, RotationSettings settings, WriteRateLimiter pace, InstantSource clock) {
        this.cluster = cluster;
        this.served = new MemoryCertificateSource(placeholder(settings, clock), clock);
        this.steward = new CertificateReconciler(cluster, settings, pace, clock, served::replace);
        this.thread = Thread.ofPlatform().daemon().name("certificates").unstarted(this::run);
    }

    /** Returns at once: until the first certificate is there, one is served that nobody trusts, and nobody is sent here. */
    public static ManagedCertificates start(
            CertificateCluster cluster, RotationSettings settings, WriteRateLimiter pace, InstantSource clock) {
        ManagedCertificates started = new ManagedCertificates(cluster, settings, pace, clock);
        started.thread.start();
        return started;
    }

    private static KeyMaterial placeholder(RotationSettings settings, InstantSource clock) {
        Duration day = Duration.ofDays(1);
        return CertificateAuthority.create("not an authority yet", day, clock).issue(settings.hosts(), day);
    }

    private void run() {
        ResourceWatches watches = cluster.watch(wake::release);
        while (!closed) {
            try {
                Duration pause = round();
                if (wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    Thread.sleep(FLOCK); // Events come in flocks.
                    wake.drainPermits();
                } else if (!watches.areOpen()) {
                    watches.close();
                    watches = cluster.watch(wake::release);
                }
            } catch (InterruptedException e) {
                break;
            }
        }
        watches.close();
    }

    private Duration round() throws InterruptedException {
        try {
            return steward.round();
        } catch (RuntimeException e) {
            log.error("Looking after the certificates failed; what is served stays", e);
            return AFTER_A_BUG;
        }
    }

    public CertificateStatus status() {
        return steward.status();
    }

    /** What the server part of {@code /readyz} says of it. */
    @Override
    public ComponentHealth detail() {
        CertificateStatus status = steward.status();
        Map<String, String> details = new TreeMap<>();
        details.put("why", status.why());
        details.put("problem", status.problem());
        details.put("authority", status.authority());
        status.authorityEnds().ifPresent(ends -> details.put("authorityNotAfter", ends.toString()));
        status.leafEnds().ifPresent(ends -> details.put("certificateNotAfter", ends.toString()));
        details.putAll(status.configurations());
        return new ComponentHealth("certificates", status.ready(), details);
    }

    @Override
    public void register(MeterRegistry registry) {
        Gauge.builder(
                        PREFIX + "ca.not.after.seconds",
                        steward,
                        s -> s.status()
                                .authorityEnds()
                                .map(Instant::getEpochSecond)
                                .orElse(0L))
                .description("When the authority that signs ends, in seconds since 1970")
                .register(registry);
        FunctionCounter.builder(
                        PREFIX + "certificates.issued", steward, s -> s.status().issued())
                .description("Certificates that this replica has signed for itself")
                .register(registry);
        for (String configuration : cluster.configurations()) {
            Gauge.builder(PREFIX + "cabundle.in.sync", steward, s -> s.status().isInSync(configuration) ? 1 : 0)
                    .description("1 when all webhooks of the configuration trust our authorities and nobody else")
                    .tag("configuration", configuration)
                    .register(registry);
            FunctionCounter.builder(
                            PREFIX + "cabundle.repairs",
                            steward,
                            s -> s.status().repairs().getOrDefault(configuration, 0L))
                    .description("How often this replica has undone somebody else's change of a caBundle")
                    .tag("configuration", configuration)
                    .register(registry);
        }
    }

    @Override
    public KeyMaterial current() {
        return served.current();
    }

    @Override
    public void onChange(Consumer<KeyMaterial> listener) {
        served.onChange(listener);
    }

    /** Never invalid: that a certificate could not be renewed in time is a fault that all replicas have. */
    @Override
    public CertificateHealth health() {
        CertificateHealth health = served.health();
        CertificateStatus status = steward.status();
        return new CertificateHealth(true, health.notAfter(), health.reloads(), health.failures(), status.problem());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
