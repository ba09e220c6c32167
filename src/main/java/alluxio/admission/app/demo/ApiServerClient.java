package alluxio.admission.app.demo;

import alluxio.admission.manifest.input.InputFile;
import alluxio.admission.manifest.input.InputLimit;
import alluxio.admission.manifest.yaml.KubeYaml;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Creates objects in an API server, as trees: what it answers is what it stores, field by field. */
final class ApiServerClient implements AutoCloseable {
    private final HttpClient client;
    private final String url;
    private final String token;

    private ApiServerClient(HttpClient client, String url, String token) {
        this.client = client;
        this.url = url;
        this.token = token;
    }

    /**
     * An answer of the API server.
     *
     * @param body the object that was created, or a Status that says why not
     */
    record Created(int code, ObjectNode body) {
        boolean succeeded() {
            return code / 100 == 2;
        }

        /** Why not. */
        String message() {
            return body.path("message").stringValue("");
        }
    }

    /** @param kubeconfig with one cluster, one user and a token */
    static ApiServerClient of(Path kubeconfig) {
        String text = InputFile.text(kubeconfig, InputLimit.KUBECONFIG);
        JsonNode config =
                new KubeYaml().read(text, kubeconfig.toString()).getFirst().content();
        JsonNode cluster = config.at("/clusters/0/cluster");
        byte[] authority = Base64.getDecoder()
                .decode(cluster.path("certificate-authority-data").stringValue(""));
        return new ApiServerClient(
                TrustingClient.of(new String(authority, StandardCharsets.US_ASCII)),
                cluster.path("server").stringValue(""),
                config.at("/users/0/user/token").stringValue(""));
    }

    /** @param path of the collection, with options such as {@code ?dryRun=All} */
    Created create(String path, ObjectNode object) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(object.toString()))
                .build();
        HttpResponse<String> response = TrustingClient.send(client, request);
        return new Created(
                response.statusCode(), (ObjectNode) JsonMapper.shared().readTree(response.body()));
    }

    @Override
    public void close() {
        client.close();
    }
}
