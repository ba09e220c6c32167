package alluxio.admission.app.server;

import alluxio.admission.app.build.BuildInfo;
import alluxio.admission.webhook.AdmissionMetrics;
import alluxio.admission.webhook.AdmissionServer;
import alluxio.admission.webhook.ComponentHealth;
import alluxio.admission.webhook.Endpoint;
import alluxio.admission.webhook.ManagementServer;
import alluxio.admission.webhook.ServerLimits;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The whole server of one process: admission port and management port. Its methods block. Thread-safe. */
public final class WebhookService implements AutoCloseable {
    private static final ComponentHealth STARTING = new ComponentHealth("server", false, Map.of("warm", "false"));

    private final ServerVertx vertx;
    private final AdmissionServer admission;
    private final ManagementServer management;
    private final List<ServerComponent> components;
    private final PrometheusMeterRegistry registry;

    private WebhookService(
            ServerVertx vertx,
            AdmissionServer admission,
            ManagementServer management,
            List<ServerComponent> components,
            PrometheusMeterRegistry registry) {
        this.vertx = vertx;
        this.admission = admission;
        this.management = management;
        this.components = List.copyOf(components);
        this.registry = registry;
    }

    /** Starts a server that answers any client, as below. */
    public static WebhookService start(
            ServerSettings settings, int managementPort, CertificateSource certificates, DecisionEngine engine) {
        return start(settings, managementPort, certificates, ClientCaSource.none(), engine);
    }

    /** Returns when the server is warm. The management port answers from the beginning, so that probes see it start. */
    public static WebhookService start(
            ServerSettings settings,
            int managementPort,
            CertificateSource certificates,
            ClientCaSource clients,
            DecisionEngine engine) {
        return start(settings, managementPort, certificates, clients, engine, engine.components());
    }

    /** As above, with certificates that the server manages itself; it is ready once they are. */
    public static WebhookService start(
            ServerSettings settings,
            int managementPort,
            ManagedCertificates certificates,
            ClientCaSource clients,
            DecisionEngine engine) {
        List<ServerComponent> components = new ArrayList<>(engine.components());
        components.add(certificates);
        return start(settings, managementPort, certificates, clients, engine, components);
    }

    private static WebhookService start(
            ServerSettings settings,
            int managementPort,
            CertificateSource certificates,
            ClientCaSource clients,
            DecisionEngine engine,
            List<ServerComponent> components) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        BuildInfo.current().register(registry);
        components.forEach(component -> component.register(registry));
        ServerVertx vertx = new ServerVertx();
        AtomicReference<AdmissionServer> server = new AtomicReference<>();
        try {
            List<Supplier<ComponentHealth>> health = new ArrayList<>();
            health.add(() -> health(server));
            components.forEach(component -> health.add(component::componentHealth));
            ManagementServer management = ManagementServer.start(
                    vertx, settings.host(), managementPort, () -> isAlive(server), health, registry);
            WarmUpDecisions warmUp = new WarmUpDecisions(engine);
            AdmissionServer admission = AdmissionServer.start(
                    settings.sharingHeap(engine::memory),
                    endpoints(engine, warmUp),
                    certificates,
                    clients,
                    new AdmissionMetrics(registry),
                    warmUp.reviews());
            warmUp.end();
            server.set(admission);
            return new WebhookService(vertx, admission, management, components, registry);
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

    private static List<Endpoint> endpoints(DecisionEngine engine, WarmUpDecisions warmUp) {
        return List.of(
                new Endpoint(
                        "/mutate",
                        ServerLimits.MUTATE_BODY_BYTES,
                        warmUp.handler(MutationHandler::forLabelledPods, warmUp::decide, engine::decide)),
                new Endpoint(
                        "/mutate/namespace",
                        ServerLimits.MUTATE_BODY_BYTES,
                        warmUp.handler(MutationHandler::forOptedInNamespaces, warmUp::decide, engine::decide)),
                new Endpoint(
                        "/validate",
                        ServerLimits.VALIDATE_BODY_BYTES,
                        warmUp.handler(ValidationHandler::new, warmUp::evaluate, engine::evaluate)),
                new Endpoint(
                        "/validate/configuration",
                        ServerLimits.VALIDATE_BODY_BYTES,
                        new ConfigurationHandler(BuildInfo.current().version())));
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

    /** Drains, and stops; the management port answers until the end. */
    public void drain(Duration endpointsDelay, Duration grace) {
        admission.drain(endpointsDelay, grace);
        management.close();
        components.forEach(ServerComponent::close);
        vertx.close();
    }

    /** Stops without waiting for endpoints, for tests and trials. */
    @Override
    public void close() {
        drain(Duration.ZERO, Duration.ofSeconds(4));
    }
}
