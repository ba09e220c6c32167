package alluxio.admission.webhook;

import alluxio.admission.webhook.tls.CertificateHealth;
import alluxio.admission.webhook.tls.CertificateSource;
import alluxio.admission.webhook.tls.TlsIdentity;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTPS server. Reading and writing happen on one event loop, deciding on a small pool. Its public methods are
 * thread-safe; {@link #start} and {@link #drain} wait, so they are not for event loops.
 */
public final class AdmissionServer {
    private static final Logger log = LoggerFactory.getLogger(AdmissionServer.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final ServerVertx runtime;
    private final ServerSettings settings;
    private final List<Endpoint> endpoints;
    private final CertificateSource certificates;
    private final AdmissionMetrics metrics;
    private final Context loop;
    private final ByteBudget budget;
    private final Connections connections = new Connections();
    private final Decider decider;
    private final HttpServer server;
    private final String warmUpUid = UUID.randomUUID().toString();
    private final AtomicBoolean drained = new AtomicBoolean();
    private volatile boolean warm;
    private volatile boolean draining;
    private volatile boolean closing;
    private volatile int port;

    private AdmissionServer(
            ServerVertx runtime,
            ServerSettings settings,
            List<Endpoint> endpoints,
            CertificateSource certificates,
            AdmissionMetrics metrics) {
        this.runtime = runtime;
        this.settings = settings;
        this.endpoints = List.copyOf(endpoints);
        this.certificates = certificates;
        this.metrics = metrics;
        this.loop = runtime.vertx().getOrCreateContext();
        this.budget = new ByteBudget(settings.bytesInFlight());
        this.decider = new Decider(settings.decisionThreads());
        this.server = runtime.vertx()
                .createHttpServer(HttpOptions.server(settings), HttpOptions.tls(settings, certificates.current()));
    }

    /**
     * Listens, and returns once the first request of its own has been decided on, so that the API server's first one
     * finds everything loaded.
     *
     * @param certificates watched from now on; a new identity is served to new connections
     * @throws IllegalArgumentException when an endpoint takes more than all bytes in flight
     * @throws ServerStartException when the port is taken, the certificate is refused or the first request fails
     */
    public static AdmissionServer start(
            ServerVertx runtime,
            ServerSettings settings,
            List<Endpoint> endpoints,
            CertificateSource certificates,
            AdmissionMetrics metrics) {
        for (Endpoint endpoint : endpoints) {
            if (endpoint.maxBytes() > settings.bytesInFlight()) {
                throw new IllegalArgumentException(endpoint.path() + " takes " + endpoint.maxBytes()
                        + " bytes, but only " + settings.bytesInFlight() + " may be in flight");
            }
        }
        AdmissionServer started = new AdmissionServer(runtime, settings, endpoints, certificates, metrics);
        try {
            started.listen();
        } catch (ServerStartException e) {
            started.drain(Duration.ZERO, Duration.ofSeconds(1));
            throw e;
        }
        return started;
    }

    private void listen() {
        Parts parts = new Parts(
                runtime.vertx(),
                loop,
                new RequestGate(settings),
                budget,
                new ByteBudget(settings.bytesDeciding()),
                connections,
                decider,
                metrics,
                () -> draining,
                warmUpUid);
        server.requestHandler(Routes.build(runtime.vertx(), endpoints, parts))
                .invalidRequestHandler(request -> Routes.malformed(request, metrics))
                .connectionHandler(connections::opened);
        Waiting.await(
                onLoop(() -> server.listen().mapEmpty()),
                START_LIMIT,
                "cannot listen on " + settings.host() + ":" + settings.port());
        port = server.actualPort();
        metrics.watch(budget);
        metrics.watch(decider.threads());
        metrics.watch(certificates);
        certificates.onChange(identity -> onLoop(() -> serve(identity)));
        // One that came between the construction and the subscription would be missed otherwise.
        Waiting.await(onLoop(() -> serve(certificates.current())), START_LIMIT, "cannot serve the certificate");
        runtime.vertx().setPeriodic(SWEEP.toMillis(), id -> sweep(id));
        Waiting.await(
                WarmUp.run(runtime.vertx(), settings.host(), port, endpoints, warmUpUid),
                START_LIMIT,
                "the first request failed");
        warm = true;
        log.atInfo()
                .addKeyValue("port", port)
                .addKeyValue("certificate", certificates.current())
                .log("Serving");
    }

    private Future<Void> serve(TlsIdentity identity) {
        if (draining) {
            return Future.succeededFuture();
        }
        // Values, and by force: Vert.x takes options that look the same for no change.
        return server.updateSSLOptions(HttpOptions.tls(settings, identity), true)
                .onFailure(e -> log.error("The new certificate could not be put in place; the old one stays", e))
                .mapEmpty();
    }

    private void sweep(long timer) {
        if (drained.get() && closing) {
            runtime.vertx().cancelTimer(timer);
        }
        decider.watch();
        loop.runOnContext(_ -> connections.closeIdle(closing ? SWEEP : settings.idleTimeout()));
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** False when so many decision threads run away that the process is better started anew. */
    public boolean isAlive() {
        return decider.threads().isAlive();
    }

    /** Whether requests should be sent here, and why not. */
    public HealthDetail health() {
        CertificateHealth certificate = certificates.health();
        return new HealthDetail(
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
     * Leaves without losing a request. From now on it is not ready, and every answer asks the client to use another
     * connection. After the delay the listening socket is closed; what is open is served a moment longer, because a
     * request may be on its way; then idle connections are closed and what is under way ends. Waits for all of it. A
     * second call does nothing.
     *
     * @param endpointsDelay until everybody knows that it is not ready; new connections are taken meanwhile
     * @param grace for everything, the delay included; what is not done by then is cut off
     */
    public void drain(Duration endpointsDelay, Duration grace) {
        if (!drained.compareAndSet(false, true)) {
            return;
        }
        DrainPlan plan = DrainPlan.within(grace, endpointsDelay, settings.linger());
        log.atInfo().addKeyValue("grace", grace).log("Draining");
        draining = true;
        Future<Void> done = onLoop(() -> {
                    connections.sayGoodbye();
                    return pause(plan.endpointsDelay());
                })
                .compose(_ -> Future.fromCompletionStage(runtime.sockets().close(port)))
                .compose(_ -> pause(plan.linger()))
                .compose(_ -> {
                    closing = true;
                    return server.shutdown(plan.rest());
                });
        try {
            Waiting.await(done, grace.plus(Duration.ofSeconds(5)), "draining failed");
        } finally {
            closing = true;
            decider.close();
        }
        log.info("Drained");
    }

    private Future<Void> pause(Duration duration) {
        return duration.isZero()
                ? Future.succeededFuture()
                : runtime.vertx()
                        .timer(duration.toMillis(), TimeUnit.MILLISECONDS)
                        .mapEmpty();
    }

    private Future<Void> onLoop(Supplier<Future<Void>> action) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(_ -> action.get().onComplete(done));
        return done.future();
    }
}
