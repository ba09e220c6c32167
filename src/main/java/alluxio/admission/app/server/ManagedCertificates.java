package alluxio.admission.app.server;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.certs.managed.CertificateReconciler;
import alluxio.admission.certs.managed.CertificateStatus;
import alluxio.admission.certs.managed.RotationSettings;
import alluxio.admission.certs.managed.WriteRateLimiter;
import alluxio.admission.cluster.ClusterCaResources;
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
 * Certificates that the server signs itself, with CAs that all replicas share by way of a Secret. One thread reconciles them:
 * when something has changed in the cluster, and at intervals of the wall clock. Thread-safe.
 */
public final class ManagedCertificates implements CertificateSource, ServerComponent {
    private static final Logger log = LoggerFactory.getLogger(ManagedCertificates.class);
    private static final String PREFIX = "alluxio.admission.";
    private static final Duration RETRY_AFTER_ERROR = Duration.ofSeconds(10);

    /** One change of a caBundle or a Secret arrives as several events. */
    private static final Duration EVENT_DEBOUNCE = Duration.ofMillis(20);

    private final MemoryCertificateSource served;
    private final CertificateReconciler reconciler;
    private final ClusterCaResources cluster;
    private final Semaphore changed = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    private ManagedCertificates(
            ClusterCaResources cluster, RotationSettings settings, WriteRateLimiter rateLimiter, InstantSource clock) {
        this.cluster = cluster;
        this.served = new MemoryCertificateSource(placeholder(settings, clock), clock);
        this.reconciler = new CertificateReconciler(cluster, settings, rateLimiter, clock, served::replace);
        this.thread = Thread.ofPlatform().daemon().name("certificates").unstarted(this::run);
    }

    /**
     * Returns at once. Until the first certificate is issued, a placeholder is served that no client trusts; the server is not
     * ready, so no requests are sent to it.
     */
    public static ManagedCertificates start(
            ClusterCaResources cluster, RotationSettings settings, WriteRateLimiter rateLimiter, InstantSource clock) {
        ManagedCertificates started = new ManagedCertificates(cluster, settings, rateLimiter, clock);
        started.thread.start();
        return started;
    }

    private static KeyMaterial placeholder(RotationSettings settings, InstantSource clock) {
        Duration day = Duration.ofDays(1);
        return CertificateAuthority.create("not an authority yet", day, clock).issue(settings.hosts(), day);
    }

    private void run() {
        ResourceWatches watches = cluster.watch(changed::release);
        while (!closed) {
            try {
                Duration pause = reconcile();
                if (changed.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    Thread.sleep(EVENT_DEBOUNCE);
                    changed.drainPermits();
                } else if (!watches.areOpen()) {
                    watches.close();
                    watches = cluster.watch(changed::release);
                }
            } catch (InterruptedException e) {
                break;
            }
        }
        watches.close();
    }

    private Duration reconcile() throws InterruptedException {
        try {
            return reconciler.reconcile();
        } catch (RuntimeException e) {
            log.error("Reconciling the certificates failed; what is served stays", e);
            return RETRY_AFTER_ERROR;
        }
    }

    public CertificateStatus status() {
        return reconciler.status();
    }

    @Override
    public ComponentHealth componentHealth() {
        CertificateStatus status = status();
        Map<String, String> details = new TreeMap<>();
        details.put("why", status.readiness().why());
        details.put("problem", status.problem());
        details.put("authority", status.served().authority());
        status.served().authorityEnds().ifPresent(ends -> details.put("authorityNotAfter", ends.toString()));
        status.served().leafEnds().ifPresent(ends -> details.put("certificateNotAfter", ends.toString()));
        details.putAll(status.caBundles().states());
        return new ComponentHealth("certificates", status.readiness().ready(), details);
    }

    @Override
    public void register(MeterRegistry registry) {
        Gauge.builder(PREFIX + "ca.not.after.seconds", this, ManagedCertificates::authorityEnds)
                .description("When the authority that signs ends, in seconds since 1970")
                .register(registry);
        FunctionCounter.builder(
                        PREFIX + "certificates.issued", this, m -> m.status().issued())
                .description("Certificates that this replica has signed for itself")
                .register(registry);
        for (String configuration : cluster.configurations()) {
            Gauge.builder(PREFIX + "cabundle.in.sync", this, m -> m.isInSync(configuration) ? 1 : 0)
                    .description("1 when all webhooks of the configuration trust the server's authorities and no other")
                    .tag("configuration", configuration)
                    .register(registry);
            FunctionCounter.builder(PREFIX + "cabundle.repairs", this, m -> m.repairs(configuration))
                    .description("How often this replica has undone another client's change of a caBundle")
                    .tag("configuration", configuration)
                    .register(registry);
        }
    }

    private long authorityEnds() {
        return status().served().authorityEnds().map(Instant::getEpochSecond).orElse(0L);
    }

    private boolean isInSync(String configuration) {
        return status().caBundles().isInSync(configuration);
    }

    private long repairs(String configuration) {
        return status().caBundles().repairs().getOrDefault(configuration, 0L);
    }

    @Override
    public KeyMaterial current() {
        return served.current();
    }

    @Override
    public void onChange(Consumer<KeyMaterial> listener) {
        served.onChange(listener);
    }

    /** Always valid: a certificate that could not be renewed in time is a fault that all replicas share. */
    @Override
    public CertificateHealth health() {
        CertificateHealth health = served.health();
        return new CertificateHealth(true, health.notAfter(), health.reloads(), health.failures(), status().problem());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
