package alluxio.admission.benchmarks;

import alluxio.admission.app.demo.TrustingClient;
import alluxio.admission.testcluster.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Creates pods in namespaces of an API server, over one connection. */
final class PodCreator implements AutoCloseable {
    private final ApiServer server;
    private final String pod = SampleObjects.written().toString();
    private final HttpClient http;

    PodCreator(ApiServer server) {
        this.server = server;
        this.http = HttpClient.newBuilder()
                .sslContext(TrustingClient.context(server.caCertificatePem()))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** A pod after all admission, that is not stored. */
    ObjectNode dryRun(String namespace, int number) throws IOException, InterruptedException {
        return (ObjectNode)
                JsonMapper.shared().readTree(create(namespace, number, true).body());
    }

    /** Microseconds. */
    double micros(String namespace, int number, boolean dryRun) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        create(namespace, number, dryRun);
        return (System.nanoTime() - begin) / 1e3;
    }

    private HttpResponse<String> create(String namespace, int number, boolean dryRun)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        server.url() + "/api/v1/namespaces/" + namespace + "/pods" + (dryRun ? "?dryRun=All" : "")))
                .header("Authorization", "Bearer " + server.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(pod.replace(SampleObjects.NUMBER, "%04d".formatted(number))))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IOException("a pod was not created in " + namespace + ": " + response.body());
        }
        return response;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
