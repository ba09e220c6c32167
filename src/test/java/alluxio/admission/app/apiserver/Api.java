package alluxio.admission.app.apiserver;

import alluxio.admission.app.demo.TrustingClient;
import alluxio.admission.testcluster.ApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Creates pods over plain HTTP, because a client library hides warnings and exact bytes. Thread-safe. */
public final class Api {
    private static final Duration HANG = Duration.ofSeconds(60);
    private static final List<String> SET_BY_SERVER =
            List.of("uid", "creationTimestamp", "managedFields", "resourceVersion", "generation");

    /**
     * What the API server answered.
     *
     * @param text the body as it came
     * @param warnings the texts of its Warning headers
     */
    public record Reply(int code, String text, List<String> warnings) {
        public boolean created() {
            return code == 201;
        }

        public ObjectNode json() {
            return (ObjectNode) JsonMapper.shared().readTree(text);
        }

        /** The created pod without what the API server sets anew for each. */
        public ObjectNode pod() {
            if (!created()) {
                throw new AssertionError("not created, " + code + ": " + text);
            }
            ObjectNode pod = json();
            pod.remove("status");
            ((ObjectNode) pod.get("metadata")).remove(SET_BY_SERVER);
            return pod;
        }

        public String message() {
            return json().path("message").stringValue("");
        }
    }

    private final ApiServer server;
    private final HttpClient http;

    public Api(ApiServer server) {
        this.server = server;
        this.http = TrustingClient.of(server.caCertificatePem());
    }

    public ApiServer server() {
        return server;
    }

    public void namespace(String name, String scope, Map<String, String> labels) {
        server.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels(Webhooks.SCOPE, scope)
                        .addToLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }

    public Reply create(String namespace, ObjectNode pod) {
        return post(namespace, "", pod);
    }

    public Reply dryRun(String namespace, ObjectNode pod) {
        return post(namespace, "?dryRun=All", pod);
    }

    private Reply post(String namespace, String query, ObjectNode pod) {
        return send("POST", "/api/v1/namespaces/" + namespace + "/pods" + query, pod, "");
    }

    /**
     * Any request.
     *
     * @param user who it is made as, with the groups that such a user has; "" for the test itself
     */
    public Reply send(String method, String path, ObjectNode body, String user) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(HANG)
                .header("Authorization", "Bearer " + server.token())
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!user.isEmpty()) {
            builder.header("Impersonate-User", user).header("Impersonate-Group", "system:masters");
        }
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.body(),
                    response.headers().allValues("Warning").stream()
                            .map(Api::warningText)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Out of {@code 299 - "text"}, where quotes and backslashes are escaped (RFC 7234). */
    private static String warningText(String header) {
        String quoted = header.substring(header.indexOf('"') + 1, header.lastIndexOf('"'));
        return quoted.replaceAll("\\\\(.)", "$1");
    }
}
