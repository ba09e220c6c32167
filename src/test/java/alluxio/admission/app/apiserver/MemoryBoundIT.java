package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.demo.TrustingClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server with the memory of a small container")
class MemoryBoundIT {
    private static final int PARALLEL = 48;
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC", "-Xmx96m", "-Xss512k", "-XX:MaxDirectMemorySize=32m", "-XX:+ExitOnOutOfMemoryError");

    @Test
    @Timeout(240)
    @DisplayName("answers many of the largest reviews at once, and trees that are many times their bytes, and lives")
    void lives(@TempDir Path folder) throws IOException, InterruptedException {
        String variables = "{\"name\":\"VARIABLE\",\"value\":\"" + "x".repeat(40) + "\"},";
        String pod = review(",\"env\":[" + variables.repeat(38_000) + "{}]");
        String arrays = review(",\"x\":[" + "[],".repeat(1_000_000) + "[]]");
        try (ServerProcess server = ServerProcess.start(folder, "localhost", FLAGS);
                HttpClient client = TrustingClient.of(server.caPem())) {
            Map<Integer, Integer> pods = flood(client, server.port(), pod);
            Map<Integer, Integer> trees = flood(client, server.port(), arrays);
            System.out.println(PARALLEL + " reviews of " + (pod.length() >> 10) + " KiB at once, with -Xmx96m: " + pods
                    + "; of empty arrays: " + trees);
            // Who waited until its deadline is told so; a loaded machine may be too slow for all of them.
            assertThat(pods.keySet()).isSubsetOf(200, 503, 504, 408).contains(200);
            assertThat(trees.keySet()).isSubsetOf(413, 503, 504, 408).contains(413);
            server.terminate();
            assertThat(server.exitCode(Duration.ofSeconds(40))).contains(0);
        }
    }

    private static Map<Integer, Integer> flood(HttpClient client, int port, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/mutate?timeout=30s"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
        for (int i = 0; i < PARALLEL; i++) {
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
        }
        Map<Integer, Integer> codes = new TreeMap<>();
        answers.forEach(answer -> codes.merge(answer.join().statusCode(), 1, Integer::sum));
        return codes;
    }

    private static String review(String restOfContainer) {
        return "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\","
                + "\"operation\":\"CREATE\",\"namespace\":\"d\",\"kind\":{\"group\":\"\",\"version\":\"v1\",\"kind\":\"Pod\"},"
                + "\"resource\":{\"group\":\"\",\"version\":\"v1\",\"resource\":\"pods\"},\"object\":{\"metadata\":{\"name\":\"p\","
                + "\"labels\":{\"alluxio.io/inject\":\"true\"}},\"spec\":{\"containers\":[{\"name\":\"app\""
                + restOfContainer
                + "}]}}}}";
    }
}
