package alluxio.admission.image;

import alluxio.admission.testcluster.Command;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * As much of a Kubernetes API server as a server needs that looks after its certificates and watches a cluster: single objects,
 * which can be read, created, replaced and watched, and lists, which are empty. It is there so that the classes of the client and of the certificates are
 * loaded in training; tests use a real one.
 */
final class StubApiServer implements AutoCloseable {
    static final String NAME = "alluxio-admission";

    private static final String PASSWORD = "throw-away";
    private static final String CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/";

    private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final HttpServer server;

    private StubApiServer(Vertx vertx, HttpServerOptions options) {
        ObjectNode configuration = JsonMapper.shared().createObjectNode();
        configuration
                .put("apiVersion", "admissionregistration.k8s.io/v1")
                .put("kind", "MutatingWebhookConfiguration")
                .putObject("metadata")
                .put("name", NAME);
        ObjectNode webhook = configuration.putArray("webhooks").addObject().put("name", "pods.alluxio.io");
        webhook.putObject("clientConfig");
        store(CONFIGURATIONS + NAME, configuration);
        this.server = vertx.createHttpServer(options).requestHandler(this::handle);
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    /**
     * Starts it on a free port of the loopback interface.
     *
     * @param folder where {@code kubeconfig} is written, for its client
     */
    static StubApiServer start(Vertx vertx, Path jdk, Path folder) throws IOException {
        Path store = folder.resolve("stub.p12");
        keytool(jdk, store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=stub", "-ext", "san=ip:127.0.0.1");
        String certificate = keytool(jdk, store, "-exportcert", "-rfc");
        StubApiServer stub = new StubApiServer(
                vertx,
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(store.toString()).setPassword(PASSWORD)));
        Files.writeString(folder.resolve("kubeconfig"), stub.kubeconfig(certificate));
        return stub;
    }

    private void handle(HttpServerRequest request) {
        if ("true".equals(request.getParam("watch"))) {
            watch(request);
            return;
        }
        request.body().onSuccess(body -> answer(request, body));
    }

    /** An open watch that never tells anything. */
    private static void watch(HttpServerRequest request) {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            request.toWebSocket();
        } else {
            request.response()
                    .setChunked(true)
                    .putHeader("Content-Type", "application/json")
                    .writeHead();
        }
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = request.path();
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.POST)) {
            ObjectNode created = (ObjectNode) JsonMapper.shared().readTree(body.getBytes());
            store(path + "/" + created.at("/metadata/name").stringValue(), created);
            end(request, 201, created);
        } else if (request.getParam("limit") != null) {
            end(request, 200, emptyList());
        } else if (!objects.containsKey(path)) {
            end(
                    request,
                    404,
                    JsonMapper.shared().createObjectNode().put("kind", "Status").put("code", 404));
        } else {
            ObjectNode found = Objects.requireNonNull(objects.get(path));
            if (method.equals(HttpMethod.PUT)) {
                found = (ObjectNode) JsonMapper.shared().readTree(body.getBytes());
                store(path, found);
            } else if (method.equals(HttpMethod.PATCH)) {
                found.set(
                        "webhooks",
                        JsonMapper.shared().readTree(body.getBytes()).get("webhooks"));
                store(path, found);
            }
            end(request, 200, found);
        }
    }

    /** Of any kind: what a server sees that watches the cluster. */
    private static ObjectNode emptyList() {
        ObjectNode list =
                JsonMapper.shared().createObjectNode().put("apiVersion", "v1").put("kind", "List");
        list.putObject("metadata").put("resourceVersion", "1");
        list.putArray("items");
        return list;
    }

    private void store(String path, ObjectNode object) {
        object.withObject("/metadata").put("resourceVersion", Long.toString(version.incrementAndGet()));
        objects.put(path, object);
    }

    private static void end(HttpServerRequest request, int code, JsonNode body) {
        request.response()
                .setStatusCode(code)
                .putHeader("Content-Type", "application/json")
                .end(body.toString());
    }

    private String kubeconfig(String certificate) {
        String authority = Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.US_ASCII));
        return """
                apiVersion: v1
                kind: Config
                current-context: stub
                contexts: [{name: stub, context: {cluster: stub, user: stub, namespace: %s}}]
                clusters: [{name: stub, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
                users: [{name: stub, user: {token: stub}}]
                """.formatted(NAME, server.actualPort(), authority);
    }

    private static String keytool(Path jdk, Path store, String... options) {
        List<String> command =
                new ArrayList<>(List.of(jdk.resolve("bin/keytool").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-alias", "stub", "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", store.toString()));
        return Command.run(command);
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
