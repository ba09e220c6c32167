package alluxio.admission.app.chart;

import alluxio.admission.app.demo.TrustingClient;
import alluxio.admission.testcluster.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Plain requests to an API server: what is sent is what was rendered, to the byte. */
final class Requests {
    private static final Set<String> OF_CLUSTER = Set.of(
            "Namespace",
            "ClusterRole",
            "ClusterRoleBinding",
            "CustomResourceDefinition",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding");

    private final ApiServer server;
    private final HttpClient http;

    /** @param warnings as they came */
    record Reply(int code, String text, List<String> warnings) {
        boolean good() {
            return code / 100 == 2;
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }
    }

    Requests(ApiServer server) {
        this.server = server;
        this.http = TrustingClient.of(server.caCertificatePem());
    }

    /** By server-side apply. */
    Reply apply(ObjectNode object, String query) {
        String path = collection(object, namespaceOf(object)) + "/"
                + object.path("metadata").path("name").asString();
        return send("PATCH", path + "?fieldManager=test&force=true" + query, "application/apply-patch+yaml", object);
    }

    Reply create(ObjectNode object, String namespace, String query) {
        return send("POST", collection(object, namespace) + query, "application/json", object);
    }

    Reply get(ObjectNode object) {
        String path = collection(object, namespaceOf(object)) + "/"
                + object.path("metadata").path("name").asString();
        return send("GET", path, "application/json", JsonMapper.shared().createObjectNode());
    }

    Reply send(String method, String path, String type, JsonNode body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + server.token())
                .header("Content-Type", type)
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(), response.body(), response.headers().allValues("Warning"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String namespaceOf(ObjectNode object) {
        String namespace = Chart.namespace(object);
        return namespace.isEmpty() ? Chart.NAMESPACE : namespace;
    }

    private static String collection(ObjectNode object, String namespace) {
        String version = object.path("apiVersion").asString();
        String kind = object.path("kind").asString();
        String lower = kind.toLowerCase(Locale.ROOT);
        return (version.contains("/") ? "/apis/" : "/api/") + version
                + (OF_CLUSTER.contains(kind) ? "" : "/namespaces/" + namespace)
                + "/"
                + (lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s");
    }
}
