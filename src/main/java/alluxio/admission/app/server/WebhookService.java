package alluxio.admission.app.server;

import alluxio.admission.app.build.BuildInfo;
import alluxio.admission.webhook.AdmissionMetrics;
import alluxio.admission.webhook.AdmissionServer;
import alluxio.admission.webhook.ComponentHealth;
import alluxio.admission.webhook.Endpoint;
import alluxio.admission.webhook.ManagementServer;
import alluxio.admission.webhook.ServerSettings;
import alluxio.admission.webhook.ServerVertx;
import alluxio.admission.webhook.review.MutationHandler;
import alluxio.admission.webhook.review.ValidationHandler;
import alluxio.admission.webhook.tls.CertificateSource;
import alluxio.admission.webhook.tls.ClientCaSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The whole server of one process: admission and management port. Its methods wait; thread-safe. */
public final class WebhookService implements AutoCloseable {
    private static final ComponentHealth STARTING =
            new ComponentHealth("server", false, java.util.Map.of("warm", "false"));

    private final ServerVertx vertx;
    private final AdmissionServer admission;
    private final ManagementServer management;
    private final List<ServerComponent> parts;
    private final PrometheusMeterRegistry registry;

    private WebhookService(
            ServerVertx vertx,
            AdmissionServer admission,
            ManagementServer management,
            List<ServerComponent> parts,
            PrometheusMeterRegistry registry) {
        this.vertx = vertx;
        this.admission = admission;
        this.management = management;
        this.parts = List.copyOf(parts);
        this.registry = registry;
    }

    /** As below, for any client. */
    public static WebhookService start(
            ServerSettings settings,
            int managementPort,
            CertificateSource certificates,
            LiveConfiguration configuration) {
        return start(settings, managementPort, certificates, ClientCaSource.anybody(), configuration);
    }

    /** Returns when it is ready; the management port answers from the beginning, so that probes see it start. */
    public static WebhookService start(
            ServerSettings settings,
            int managementPort,
            CertificateSource certificates,
            ClientCaSource clients,
            LiveConfiguration configuration) {
        return start(settings, managementPort, certificates, clients, configuration, List.of(configuration));
    }

    /** As above, with certificates that the server looks after itself; it is ready when they are, too. */
    public static WebhookService start(
            ServerSettings settings,
            int managementPort,
            ManagedCertificates certificates,
            ClientCaSource clients,
            LiveConfiguration configuration) {
        return start(
                settings, managementPort, certificates, clients, configuration, List.of(configuration, certificates));
    }

    private static WebhookService start(
            ServerSettings settings,
            int managementPort,
            CertificateSource certificates,
            ClientCaSource clients,
            LiveConfiguration configuration,
            List<ServerComponent> parts) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        BuildInfo.current().register(registry);
        parts.forEach(part -> part.register(registry));
        ServerVertx vertx = new ServerVertx();
        AtomicReference<AdmissionServer> server = new AtomicReference<>();
        try {
            List<Supplier<ComponentHealth>> health = new ArrayList<>();
            health.add(() -> health(server));
            parts.forEach(part -> health.add(part::detail));
            ManagementServer management = ManagementServer.start(
                    vertx, settings.host(), managementPort, () -> isAlive(server), health, registry);
            AdmissionServer admission = AdmissionServer.start(
                    vertx, settings, endpoints(configuration), certificates, clients, new AdmissionMetrics(registry));
            server.set(admission);
            return new WebhookService(vertx, admission, management, parts, registry);
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    private static ComponentHealth health(AtomicReference<AdmissionServer> server) {
        AdmissionServer started = server.get();
        return started == null ? STARTING : started.health();
    }

    private static boolean isAlive(AtomicReference<AdmissionServer> server) {
        AdmissionServer started = server.get();
        return started == null || started.isAlive();
    }

    private static List<Endpoint> endpoints(LiveConfiguration configuration) {
        return List.of(
                new Endpoint("/mutate", Endpoint.ONE_OBJECT, new MutationHandler(configuration::decide, false)),
                new Endpoint(
                        "/mutate/namespace", Endpoint.ONE_OBJECT, new MutationHandler(configuration::decide, true)),
                new Endpoint("/validate", Endpoint.TWO_OBJECTS, new ValidationHandler(configuration::judge)));
    }

    public int port() {
        return admission.port();
    }

    public int managementPort() {
        return management.port();
    }

    public PrometheusMeterRegistry metrics() {
        return registry;
    }

    /** Leaves in order; the management port answers until the end. */
    public void drain(Duration endpointsDelay, Duration grace) {
        admission.drain(endpointsDelay, grace);
        management.close();
        parts.forEach(ServerComponent::close);
        vertx.close();
    }

    /** Leaves at once, for tests and trials. */
    @Override
    public void close() {
        drain(Duration.ZERO, Duration.ofSeconds(4));
    }
}
