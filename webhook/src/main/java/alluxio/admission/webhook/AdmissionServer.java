package alluxio.admission.webhook;

import alluxio.admission.webhook.ReviewServices.BackPressure;
import alluxio.admission.webhook.http.HttpListener;
import alluxio.admission.webhook.tls.CertificateHealth;
import alluxio.admission.webhook.tls.CertificateSource;
import alluxio.admission.webhook.tls.ClientCaSource;
import alluxio.admission.webhook.tls.ServerTls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTPS server. Reading and writing happen on one event loop, deciding on a small pool of threads. Its public methods are
 * thread-safe; {@link #start} and {@link #drain} block, so they must not be called on an event loop.
 */
public final class AdmissionServer {
    private static final Logger log = LoggerFactory.getLogger(AdmissionServer.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final ServerSettings settings;
    private final List<Endpoint> endpoints;
    private final CertificateSource certificates;
    private final ClientCaSource clients;
    private final AdmissionMetrics metrics;
    private final HttpListener listener;
    private final BytesInFlight bytes;
    private final TreeMemory trees;
    private final ReviewProcessor processor;
    private final RejectionLog rejectionLog;
    private final WarmUp warmUp;
    private final AtomicBoolean drained = new AtomicBoolean();
    private volatile boolean warm;
    private volatile boolean draining;
    private volatile int port;

    private AdmissionServer(
            ServerSettings settings,
            List<Endpoint> endpoints,
            CertificateSource certificates,
            ClientCaSource clients,
            AdmissionMetrics metrics,
            WarmUp warmUp) {
        this.settings = settings;
        this.endpoints = List.copyOf(endpoints);
        this.certificates = certificates;
        this.clients = clients;
        this.metrics = metrics;
        this.warmUp = warmUp;
        long capacity = settings.work().bytesInFlight();
        long largest = endpoints.stream().mapToLong(Endpoint::maxBytes).max().orElse(0);
        this.bytes = new BytesInFlight(capacity, Math.max(largest, capacity / 4 * 3));
        this.trees = new TreeMemory(settings.work().treeBytes(), settings.work().takenTreeBytes());
        this.processor = new ReviewProcessor(settings.work().decisionThreads());
        this.rejectionLog = new RejectionLog(metrics, System::nanoTime);
        this.listener = new HttpListener(
                settings.http(), ServerTls.of(certificates.current(), clients.current()), rejectionLog, () -> draining);
    }

    /** Starts a server that answers any client, as below. */
    public static AdmissionServer start(
            ServerSettings settings,
            List<Endpoint> endpoints,
            CertificateSource certificates,
            AdmissionMetrics metrics) {
        return start(settings, endpoints, certificates, ClientCaSource.none(), metrics);
    }

    /** Starts a server that warms up with a small pod, as below. */
    static AdmissionServer start(
            ServerSettings settings,
            List<Endpoint> endpoints,
            CertificateSource certificates,
            ClientCaSource clients,
            AdmissionMetrics metrics) {
        return start(settings, endpoints, certificates, clients, metrics, WarmUp.minimal(endpoints));
    }

    /**
     * Listens, warms up with requests of its own, and returns: the API server's first request then finds all code loaded and
     * compiled.
     *
     * @param certificates each new one is used for new connections
     * @param clients the CAs whose clients are answered; each change applies to new connections
     * @throws IllegalArgumentException when an endpoint accepts more than all bytes in flight
     * @throws ServerStartException when the port is taken, the certificate cannot be used or a warm-up request fails
     */
    public static AdmissionServer start(
            ServerSettings settings,
            List<Endpoint> endpoints,
            CertificateSource certificates,
            ClientCaSource clients,
            AdmissionMetrics metrics,
            WarmUp warmUp) {
        long most = settings.work().bytesInFlight();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.maxBytes() > most) {
                throw new IllegalArgumentException(endpoint.path() + " takes " + endpoint.maxBytes()
                        + " bytes, but only " + most + " may be in flight");
            }
        }
        AdmissionServer started = new AdmissionServer(settings, endpoints, certificates, clients, metrics, warmUp);
        try {
            started.listen();
        } catch (ServerStartException e) {
            started.drain(Duration.ZERO, Duration.ofSeconds(1));
            throw e;
        }
        return started;
    }

    private void listen() {
        ReviewServices services = new ReviewServices(
                listener.loop(),
                new RequestValidator(settings),
                new BackPressure(bytes, trees, settings.work().maxWaiting()),
                processor,
                new ReviewRecorder(metrics, rejectionLog, warmUp.uid()));
        Futures.await(
                listener.listen(settings.host(), settings.port(), new RequestRouter(services, endpoints), this::tick),
                START_LIMIT,
                "cannot listen on " + settings.host() + ":" + settings.port());
        port = listener.port();
        metrics.register(bytes, trees, listener::open);
        metrics.register(processor.executor());
        metrics.register(certificates);
        certificates.onChange(_ -> renewTls());
        clients.onChange(_ -> renewTls());
        // A certificate that changed between the construction and the subscription would be missed otherwise.
        renewTls();
        warmUp.send(settings.host(), port, certificates.current());
        warm = true;
        log.atInfo()
                .addKeyValue("port", port)
                .addKeyValue("certificate", certificates.current())
                .addKeyValue("clientCertificates", clients.current().isPresent())
                .log("Serving");
    }

    private synchronized void renewTls() {
        try {
            listener.useTls(ServerTls.of(certificates.current(), clients.current()));
        } catch (IllegalArgumentException e) {
            log.error("The new certificate cannot be used; the old one stays", e);
        }
    }

    private void tick(Duration elapsed) {
        bytes.tick(elapsed);
        rejectionLog.flush();
        processor.replaceRunaways();
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** False when so many decision threads do not end that the process should be restarted. */
    public boolean isAlive() {
        return processor.executor().isAlive();
    }

    /** Whether requests may be sent to this server, and why not. */
    public ComponentHealth health() {
        CertificateHealth certificate = certificates.health();
        return new ComponentHealth(
                "server",
                warm && !draining && certificate.valid(),
                Map.of(
                        "warm", Boolean.toString(warm),
                        "draining", Boolean.toString(draining),
                        "certificateNotAfter", certificate.notAfter().toString(),
                        "certificateValid", Boolean.toString(certificate.valid()),
                        "certificateProblem", certificate.problem()));
    }

    /**
     * Drains: stops without losing a request. The server is no longer ready, and each response closes its connection. After
     * the delay the listener is closed. Open connections are served a moment longer, because a request may be on its way; then
     * idle ones are closed, and requests in flight are finished. Blocks until all is done. A second call does nothing.
     *
     * @param endpointsDelay until all nodes know that the server is not ready; new connections are accepted until then
     * @param grace for all of it, the delay included; what is not finished by then is aborted
     */
    public void drain(Duration endpointsDelay, Duration grace) {
        if (!drained.compareAndSet(false, true)) {
            return;
        }
        log.atInfo().addKeyValue("grace", grace).log("Draining");
        draining = true;
        CompletableFuture<Void> done =
                Drain.within(grace, endpointsDelay, settings.linger()).run(listener);
        try {
            Futures.await(done, grace.plus(Duration.ofSeconds(5)), "draining failed");
        } finally {
            processor.close();
            listener.close();
        }
        log.info("Drained");
    }
}
