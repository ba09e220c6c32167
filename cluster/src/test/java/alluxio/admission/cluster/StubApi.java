package alluxio.admission.cluster;

import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An API server that gives prepared answers, by method and path, and 404 to all else. */
final class StubApi implements AutoCloseable {
    private record Answer(int code, String body) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ClusterConnection connection;

    private StubApi(HttpServer server) {
        this.server = server;
        this.connection = to(server.getAddress().getPort());
    }

    static StubApi start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StubApi stub = new StubApi(server);
        server.createContext("/", exchange -> {
            Answer answer = stub.answers.getOrDefault(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                    new Answer(404, status(404, "not found")));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(answer.code(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return stub;
    }

    /** A connection to a port of this machine, with no retries. */
    static ClusterConnection to(int port) {
        return ClusterConnection.ofKubeconfig("""
                {"apiVersion": "v1", "kind": "Config", "current-context": "stub",
                "contexts": [{"name": "stub", "context": {"cluster": "stub", "user": "stub", "namespace": "here"}}],
                "clusters": [{"name": "stub", "cluster": {"server": "http://127.0.0.1:%d"}}],
                "users": [{"name": "stub", "user": {"token": "t"}}]}
                """.formatted(port), new RequestLimits(Duration.ofSeconds(10), 0));
    }

    static String status(int code, String message) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Failure\",\"code\":%d,\"message\":\"%s\"}"
                .formatted(code, message);
    }

    /** @param request such as {@code GET /api/v1/…} */
    StubApi answer(String request, int code, String body) {
        answers.put(request, new Answer(code, body));
        return this;
    }

    ClusterConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        connection.close();
        server.stop(0);
    }
}
