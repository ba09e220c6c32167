package alluxio.admission.app.registration;

import alluxio.admission.app.apiserver.LoopbackServer;
import alluxio.admission.certs.CertificateAuthority;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook on loopback that allows everything and remembers what it was asked. */
final class Recorder implements AutoCloseable {
    /** An annotation by which tests tell their objects apart. */
    static final String ID = "example.com/id";

    private static final Duration LIFETIME = Duration.ofHours(1);

    /** @param id of the object, or of the one that is deleted */
    record Call(String path, String operation, String subresource, String id) {}

    private final CertificateAuthority authority;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    private Recorder(CertificateAuthority authority, HttpsServer server) {
        this.authority = authority;
        this.server = server;
    }

    static Recorder start() {
        CertificateAuthority authority = CertificateAuthority.create("recorder CA", LIFETIME, InstantSource.system());
        HttpsServer server = LoopbackServer.create(authority.issue(List.of("127.0.0.1"), LIFETIME));
        Recorder recorder = new Recorder(authority, server);
        server.setExecutor(recorder.threads);
        server.createContext("/", recorder::answer);
        server.start();
        return recorder;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String caPem() {
        return authority.certificatePem();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    boolean saw(String id) {
        return calls.stream().anyMatch(call -> call.id().equals(id));
    }

    /** Where objects with this id were sent. */
    List<String> paths(String id) {
        return calls.stream()
                .filter(call -> call.id().equals(id))
                .map(Call::path)
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request =
                    JsonMapper.shared().readTree(exchange.getRequestBody()).path("request");
            JsonNode object = request.path("object").isObject() ? request.path("object") : request.path("oldObject");
            calls.add(new Call(
                    exchange.getRequestURI().getPath(),
                    request.path("operation").asString(""),
                    request.path("subResource").asString(""),
                    object.path("metadata").path("annotations").path(ID).asString("")));
            byte[] body =
                    ("{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":{\"uid\":\""
                                    + request.path("uid").asString("") + "\",\"allowed\":true}}")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
