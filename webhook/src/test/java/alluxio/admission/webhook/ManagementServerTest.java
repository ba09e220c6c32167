package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ManagementServerTest {

    @Test
    void readinessIsThatOfAllComponentsWithTheirDetails() throws Exception {
        AtomicBoolean configured = new AtomicBoolean(true);
        try (TestServer server = new TestServer();
                ManagementServer management = ManagementServer.start(
                        server.runtime,
                        "127.0.0.1",
                        0,
                        () -> true,
                        List.of(
                                server.server::health,
                                () -> new ComponentHealth("configuration", configured.get(), Map.of("digest", "abc"))),
                        server.registry)) {
            HttpResponse<String> ready = get(management, "/readyz");
            assertThat(ready.statusCode()).isEqualTo(200);
            JsonNode details = new JsonMapper().readTree(ready.body());
            assertThat(details.path("server").path("certificateNotAfter").asString())
                    .isEqualTo(server.certificates.current().notAfter().toString());
            assertThat(details.path("server").path("warm").asString()).isEqualTo("true");
            assertThat(details.path("configuration").path("digest").asString()).isEqualTo("abc");

            configured.set(false);
            assertThat(get(management, "/readyz").statusCode()).isEqualTo(503);
            configured.set(true);
            server.server.drain(Duration.ZERO, Duration.ofMillis(400));
            HttpResponse<String> draining = get(management, "/readyz");
            assertThat(draining.statusCode()).isEqualTo(503);
            assertThat(draining.body()).contains("\"draining\" : \"true\"");
            assertThat(get(management, "/livez").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void everyOtherPathAndMethodIsAnswered() throws Exception {
        try (TestServer server = new TestServer();
                ManagementServer management =
                        ManagementServer.start(server.runtime, "127.0.0.1", 0, () -> true, List.of(), server.registry);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(management, "/").statusCode()).isEqualTo(404);
            HttpResponse<String> post = client.send(
                    HttpRequest.newBuilder(uri(management, "/livez"))
                            .POST(HttpRequest.BodyPublishers.ofString("x"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(post.headers().firstValue("allow")).hasValue("GET");
        }
    }

    @Test
    void everyDecisionIsCountedOnceAsWhatItWas() throws Exception {
        try (TestServer server = new TestServer();
                ManagementServer management =
                        ManagementServer.start(server.runtime, "127.0.0.1", 0, () -> true, List.of(), server.registry);
                HttpClient client = server.client(Version.HTTP_1_1)) {
            Map<String, Integer> sent =
                    Map.of("injected", 7, "refused", 5, "skipped", 4, "unchanged", 3, "plain", 2, "bug", 1);
            for (var entry : sent.entrySet()) {
                for (int i = 0; i < entry.getValue(); i++) {
                    client.send(
                            server.review("/mutate/namespace", TestReviews.pod("u", entry.getKey())),
                            BodyHandlers.ofString());
                }
            }
            client.send(
                    server.review("/mutate", TestReviews.pod("u", "x").replace("\"CREATE\"", "\"UPDATE\"")),
                    BodyHandlers.ofString());

            String metrics = get(management, "/metrics").body();
            assertThat(metrics)
                    .contains(
                            "alluxio_admission_decisions_total{decision=\"injected\",kind=\"Pod\"} 7.0",
                            "alluxio_admission_decisions_total{decision=\"refused\",kind=\"Pod\"} 5.0",
                            "alluxio_admission_decisions_total{decision=\"skipped\",kind=\"Pod\"} 4.0",
                            "alluxio_admission_decisions_total{decision=\"unchanged\",kind=\"Pod\"} 3.0",
                            "alluxio_admission_decisions_total{decision=\"not_asked\",kind=\"Pod\"} 2.0",
                            "alluxio_admission_decisions_total{decision=\"failed\",kind=\"Pod\"} 1.0",
                            "alluxio_admission_decisions_total{decision=\"ignored\",kind=\"Pod\"} 1.0",
                            "alluxio_admission_refusals_total{rule=\"inject-mount-path\"} 5.0",
                            "alluxio_admission_refusals_total{rule=\"inject-profile\"} 5.0",
                            "alluxio_admission_duration_seconds_count 23",
                            "alluxio_admission_duration_seconds_bucket{le=\"0.005\"}",
                            "alluxio_admission_http_requests_rejected_total{code=\"500\"} 1.0",
                            "alluxio_admission_bytes_in_flight 0.0",
                            "alluxio_admission_certificate_reloads_total{result=\"failed\"} 0.0",
                            "alluxio_admission_certificate_not_after_seconds ");
        }
    }

    /** Silent connections and heads that trickle, many times as many as may be open: each probe is answered. */
    @Test
    void silentConnectionsDoNotKeepProbesOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (TestServer server = new TestServer();
                ManagementServer management = ManagementServer.start(
                        server.runtime, "127.0.0.1", 0, () -> true, List.of(), server.registry)) {
            for (int i = 0; i < 1_000; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), management.port());
                silent.add(socket);
                if (i % 2 == 0) {
                    write(socket, "GET /livez HTTP/1.1\r\nX: ");
                }
                if (i % 50 == 0) {
                    assertThat(get(management, "/livez").statusCode()).isEqualTo(200);
                }
            }
            assertThat(get(management, "/readyz").statusCode()).isEqualTo(200);
            Socket first = silent.getFirst();
            first.setSoTimeout((int) TestServer.HANG.toMillis());
            assertThat(first.getInputStream().read())
                    .as("the oldest has made room")
                    .isEqualTo(-1);
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void aSilentConnectionIsClosedInTheEnd() throws Exception {
        try (TestServer server = new TestServer();
                ManagementServer management =
                        ManagementServer.start(server.runtime, "127.0.0.1", 0, () -> true, List.of(), server.registry);
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), management.port())) {
            silent.setSoTimeout((int) TestServer.HANG.toMillis());
            write(silent, "GET /livez HTTP/1.1\r\nX: ");
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** One that has made room already cannot be written to. */
    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset).*");
        }
    }

    private static HttpResponse<String> get(ManagementServer management, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri(management, path)).build(), BodyHandlers.ofString());
        }
    }

    private static URI uri(ManagementServer management, String path) {
        return URI.create("http://127.0.0.1:" + management.port() + path);
    }
}
