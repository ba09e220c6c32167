package alluxio.admission.webhook;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plain HTTP for probes and Prometheus: {@code /livez}, {@code /readyz} (200 or 503, details as JSON), {@code /metrics}.
 * It keeps answering while the admission server drains. Thread-safe; start and close block, so they must not be called on an
 * event loop.
 */
public final class ManagementServer implements AutoCloseable {

    public static final int DEFAULT_PORT = 8080;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final JsonMapper mapper = new JsonMapper();
    private final List<Supplier<ComponentHealth>> health;
    private final PrometheusMeterRegistry registry;
    private final ManagementConnections connections = new ManagementConnections(ServerLimits.MANAGEMENT_CONNECTIONS);
    private final HttpServer server;
    private final Vertx vertx;
    private final long timer;

    private ManagementServer(
            ServerVertx runtime,
            String host,
            int port,
            BooleanSupplier alive,
            List<Supplier<ComponentHealth>> health,
            PrometheusMeterRegistry registry) {
        this.health = List.copyOf(health);
        this.registry = registry;
        Router router = Router.router(runtime.vertx());
        router.get("/livez").handler(context -> liveness(context, alive));
        router.get("/readyz").handler(this::readiness);
        router.get("/metrics").handler(this::metrics);
        router.route("/livez").handler(ManagementServer::onlyGet);
        router.route("/readyz").handler(ManagementServer::onlyGet);
        router.route("/metrics").handler(ManagementServer::onlyGet);
        router.route().handler(context -> text(context, 404, "there is nothing at this path\n"));
        router.errorHandler(400, context -> text(context, 400, "the request is not valid HTTP\n"));
        router.errorHandler(500, context -> text(context, 500, "an internal error\n"));
        vertx = runtime.vertx();
        // On the only event loop, like everything that uses the connections.
        timer = vertx.setPeriodic(
                SWEEP.toMillis(),
                _ -> connections.sweep(ServerLimits.MANAGEMENT_FIRST_REQUEST, ServerLimits.MANAGEMENT_IDLE));
        server = runtime.vertx()
                .createHttpServer(options(host, port))
                .connectionHandler(connections::opened)
                .requestHandler(request -> {
                    HttpConnection connection = request.connection();
                    connections.requestBegins(connection);
                    request.response().endHandler(_ -> connections.requestEnds(connection));
                    router.handle(request);
                });
    }

    private static HttpServerConfig options(String host, int port) {
        return new HttpServerConfig()
                .setHost(host)
                .setPort(port)
                .setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1)
                .setHttp1Config(new Http1ServerConfig()
                        .setMaxInitialLineLength(ServerLimits.LINE_BYTES)
                        .setMaxHeaderSize(ServerLimits.HEAD_BYTES));
    }

    /**
     * @param host {@code 0.0.0.0} is every interface
     * @param port 0 picks a free one
     * @param alive what {@code /livez} reports; false when only a restart of the process helps
     * @param health of each component; the server is ready when all are. Called for each probe, so they must return at once
     * @throws ServerStartException when the port is taken
     */
    public static ManagementServer start(
            ServerVertx runtime,
            String host,
            int port,
            BooleanSupplier alive,
            List<Supplier<ComponentHealth>> health,
            PrometheusMeterRegistry registry) {
        ManagementServer started = new ManagementServer(runtime, host, port, alive, health, registry);
        Futures.await(started.server.listen().toCompletionStage(), LIMIT, "cannot listen on " + host + ":" + port);
        return started;
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        Futures.await(server.close().toCompletionStage(), LIMIT, "cannot close the management port");
    }

    private static void liveness(RoutingContext context, BooleanSupplier alive) {
        if (alive.getAsBoolean()) {
            text(context, 200, "ok\n");
        } else {
            text(context, 500, "decisions do not end; the process should be restarted\n");
        }
    }

    private void readiness(RoutingContext context) {
        ObjectNode json = mapper.createObjectNode();
        List<ComponentHealth> details = health.stream().map(Supplier::get).toList();
        boolean ready = details.stream().allMatch(ComponentHealth::ready);
        json.put("ready", ready);
        for (ComponentHealth detail : details) {
            ObjectNode part = json.putObject(detail.name()).put("ready", detail.ready());
            detail.details().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(entry -> part.put(entry.getKey(), entry.getValue()));
        }
        context.response()
                .setStatusCode(ready ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    private void metrics(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .end(registry.scrape());
    }

    private static void onlyGet(RoutingContext context) {
        context.response().putHeader(HttpHeaders.ALLOW, "GET");
        text(context, 405, context.request().method() + " is not possible here; GET is\n");
    }

    private static void text(RoutingContext context, int status, String line) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(line);
    }
}
