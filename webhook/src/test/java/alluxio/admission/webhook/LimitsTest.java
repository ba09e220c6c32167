package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.webhook.http.HttpLimits.PhaseTimes;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void aDecisionPastItsDeadlineIsAnHttpError() throws Exception {
        try (TestServer server = new TestServer()) {
            HttpResponse<String> response =
                    server.send(Version.HTTP_1_1, server.review("/mutate?timeout=300ms", TestReviews.pod("u", "slow")));

            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(response.body()).isEqualTo("no decision was reached before the deadline\n");
            assertThat(server.metric("alluxio_admission_decisions_total{decision=\"failed\",kind=\"Pod\"}"))
                    .isEqualTo(1);
            // The thread still works on it, so its bytes are still in use; then they are given back.
            assertThat(server.bytesInFlight()).isPositive();
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
        }
    }

    @Test
    void aBugIsAnHttpErrorWithoutInternalsAndTheServerLives() throws Exception {
        try (TestServer server = new TestServer()) {
            HttpResponse<String> response =
                    server.send(Version.HTTP_1_1, server.review("/mutate", TestReviews.pod("u", "bug")));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).isEqualTo("the request could not be decided on because of an internal error\n");
            assertThat(server.send(Version.HTTP_1_1, server.review("/mutate", TestReviews.pod("u", "injected")))
                            .statusCode())
                    .isEqualTo(200);
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
        }
    }

    @Test
    void aBodyThatDoesNotArriveGets408AndTheConnectionIsClosed() throws Exception {
        Duration rest = Duration.ofMillis(500); // until the connection is closed after the response
        PhaseTimes times = new PhaseTimes(
                ServerLimits.HANDSHAKE_TIME,
                ServerLimits.HEAD_TIME,
                ServerLimits.BODY_TIME,
                rest,
                ServerLimits.IDLE_TIME);
        ServerSettings defaults = ServerSettings.defaults();
        try (TestServer server =
                        new TestServer(defaults.withHttp(defaults.http().withTimes(times)));
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
    void aClientThatLeavesBeforeTheDecisionReleasesItsBytes() throws Exception {
        try (TestServer server = new TestServer();
                RawClient client = server.raw()) {
            String slow = TestReviews.pod("u", "slow");
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
    void anEndpointThatCouldNeverGetItsBytesIsRefusedAtTheStart() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new TestServer(ServerSettings.defaults().withBytesInFlight(1_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("/mutate takes 3145728 bytes, but only 1000 may be in flight");
    }
}
