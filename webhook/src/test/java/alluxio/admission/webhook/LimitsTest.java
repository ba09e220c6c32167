package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitsTest {

    @ParameterizedTest
    @EnumSource(Version.class)
    void aDecisionPastItsDeadlineIsAFailureOfOurs(Version version) throws Exception {
        try (TestServer server = new TestServer()) {
            HttpResponse<String> response =
                    server.send(version, server.review("/mutate?timeout=300ms", Reviews.pod("u", "slow")));

            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(response.body()).isEqualTo("no decision was reached before the deadline\n");
            assertThat(server.metric("alluxio_admission_decisions_total{decision=\"failed\",kind=\"Pod\"}"))
                    .isEqualTo(1);
            // The thread still works on it, so its bytes are still in use; then they are given back.
            assertThat(server.bytesInFlight()).isPositive();
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aBugIsAFailureOfOursWithoutInternalsAndTheServerLives(Version version) throws Exception {
        try (TestServer server = new TestServer()) {
            HttpResponse<String> response = server.send(version, server.review("/mutate", Reviews.pod("u", "bug")));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).isEqualTo("the request could not be decided on because of an internal error\n");
            assertThat(server.send(version, server.review("/mutate", Reviews.pod("u", "injected")))
                            .statusCode())
                    .isEqualTo(200);
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
        }
    }

    @Test
    void aBodyThatDoesNotArriveGets408AndTheConnectionIsClosed() throws Exception {
        try (TestServer server = new TestServer();
                RawClient client = server.raw()) {
            client.write(RawClient.head("/mutate?timeout=300ms", 1_000));
            client.write("{");

            RawClient.Response response = client.read();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.close()).isTrue();
            assertThat(response.body()).isEqualTo("the body did not arrive before the deadline\n");
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(server.bytesInFlight()).isZero();
        }
    }

    @Test
    void aBodyThatDoesNotArriveOverHttp2Gets408Too() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (TestServer server = new TestServer()) {
            var client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setTrustAll(true)
                    .setVerifyHost(false));
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost("localhost")
                    .setPort(server.server.port())
                    .setURI("/mutate?timeout=300ms")
                    .putHeader("content-type", "application/json");
            var status = client.request(options)
                    .compose(request -> request.setChunked(true).write("{").compose(_ -> request.response()))
                    .map(response -> response.version() + " " + response.statusCode());

            assertThat(status.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isEqualTo("HTTP_2 408");
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aClientThatLeavesBeforeTheDecisionCostsNoBytes() throws Exception {
        try (TestServer server = new TestServer();
                RawClient client = server.raw()) {
            String slow = Reviews.pod("u", "slow");
            client.write(RawClient.head("/mutate", slow.length()) + slow);
            TestServer.eventually("under way", () -> server.bytesInFlight() > 0);
            client.abort();

            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
            TestServer.eventually(
                    "counted as a failure",
                    () -> server.metric("alluxio_admission_decisions_total{decision=\"failed\"") == 1);
        }
    }

    @Test
    void beyondTheBytesInFlightRequestsWaitTheirTurnUntilTheirDeadline() throws Exception {
        ServerSettings small = ServerSettings.defaults().withBytesInFlight(Endpoint.ONE_OBJECT);
        try (TestServer server = new TestServer(small);
                RawClient holder = server.raw();
                HttpClient client = server.client(Version.HTTP_1_1)) {
            holder.write(RawClient.head("/mutate?timeout=20s", Endpoint.ONE_OBJECT));
            TestServer.eventually("reserved", () -> server.bytesInFlight() == Endpoint.ONE_OBJECT);

            HttpResponse<String> turnedAway = client.send(
                    server.review("/mutate?timeout=300ms", Reviews.pod("u", "injected")), BodyHandlers.ofString());
            assertThat(turnedAway.statusCode()).isEqualTo(503);
            assertThat(turnedAway.headers().firstValue("retry-after")).hasValue("1");
            assertThat(turnedAway.body()).isEqualTo("too many requests at once; this one waited until its deadline\n");

            List<CompletableFuture<HttpResponse<String>>> patient = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                patient.add(client.sendAsync(
                        server.review("/mutate?timeout=20s", Reviews.pod("u" + i, "injected")),
                        BodyHandlers.ofString()));
            }
            TestServer.eventually("they wait", () -> server.metric("alluxio_admission_requests_waiting") == 5);
            holder.abort();
            for (var each : patient) {
                assertThat(each.get().statusCode()).isEqualTo(200);
            }
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosedEvenIfItDribblesAHeader() throws Exception {
        ServerSettings impatient = ServerSettings.defaults()
                .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1));
        try (TestServer server = new TestServer(impatient);
                RawClient silent = server.raw();
                RawClient dribbling = server.raw()) {
            Thread writer = Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < 1_000; i++) {
                        dribbling.write(i == 0 ? "POST /mutate HTTP/1.1\r\nX: " : "x");
                        Thread.sleep(50);
                    }
                } catch (java.io.IOException | InterruptedException e) {
                    // what is expected: the server has hung up
                }
            });
            assertThat(silent.isClosedByServer()).isTrue();
            assertThat(dribbling.isClosedByServer()).isTrue();
            writer.interrupt();
        }
    }

    @Test
    void aConnectionThatNeverShakesHandsIsClosed() throws Exception {
        ServerSettings impatient = ServerSettings.defaults()
                .withTimeouts(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(60));
        try (TestServer server = new TestServer(impatient);
                var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.setSoTimeout((int) TestServer.HANG.toMillis());
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void anEndpointThatCouldNeverGetItsBytesIsRefusedAtTheStart() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new TestServer(ServerSettings.defaults().withBytesInFlight(1_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("/mutate takes 3145728 bytes, but only 1000 may be in flight");
    }
}
