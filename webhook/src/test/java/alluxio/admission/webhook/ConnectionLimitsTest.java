package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.webhook.ServerSettings.WorkLimits;
import alluxio.admission.webhook.http.HttpLimits.PhaseTimes;
import alluxio.admission.webhook.json.TreeWeight;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.review.ReviewHandler;
import alluxio.admission.webhook.tls.ClientCaSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What silent, slow and many clients can do, with limits small enough to be reached. */
@Timeout(120) // decides nothing but that something hangs
class ConnectionLimitsTest {
    private static final String POD = TestReviews.pod("u", "injected");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void announcedBodiesThatNeverArriveDelayNoOther() throws Exception {
        try (TestServer server =
                        new TestServer(ServerSettings.defaults().withBytesInFlight(ServerLimits.MUTATE_BODY_BYTES));
                RawClient first = server.raw();
                RawClient second = server.raw();
                RawClient healthy = server.raw()) {
            first.write(RawClient.head("/mutate?timeout=30s", ServerLimits.MUTATE_BODY_BYTES));
            second.write(RawClient.chunkedHead("/mutate?timeout=30s") + "1\r\n{\r\n");
            for (int i = 0; i < 20; i++) {
                assertThat(healthy.post("/mutate?timeout=3s", POD).status()).isEqualTo(200);
            }
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() <= 1);
        }
    }

    @Test
    void anIncompleteBodyThatHoldsAllBytesIsEndedForACompleteOne() throws Exception {
        try (TestServer server =
                        new TestServer(ServerSettings.defaults().withBytesInFlight(ServerLimits.MUTATE_BODY_BYTES));
                RawClient holder = server.raw();
                RawClient healthy = server.raw()) {
            holder.write(RawClient.head("/mutate?timeout=30s", ServerLimits.MUTATE_BODY_BYTES));
            holder.write("x".repeat(ServerLimits.MUTATE_BODY_BYTES - 1));
            TestServer.eventually("all is held", () -> server.bytesInFlight() == ServerLimits.MUTATE_BODY_BYTES - 1);

            assertThat(healthy.post("/mutate?timeout=3s", POD).status()).isEqualTo(200);
            RawClient.Response ended = holder.read();
            assertThat(ended.status()).isEqualTo(503);
            assertThat(ended.head()).containsIgnoringCase("retry-after: 1").containsIgnoringCase("connection: close");
            assertThat(ended.body())
                    .isEqualTo("too many bytes at once; this request was the oldest that had not arrived whole\n");
            assertThat(holder.isClosedByServer()).isTrue();
            assertThat(ended(server, "bytes_full")).isEqualTo(1);
            assertThat(server.metric("alluxio_admission_http_requests_rejected_total{code=\"503\"}"))
                    .isEqualTo(1);
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
        }
    }

    @Test
    void aHeadThatTricklesIsEndedAndASilentConnectionIsNot() throws Exception {
        try (TestServer server = new TestServer(times(new PhaseTimes(LONG, SHORT, LONG, LONG, LONG)));
                RawClient silent = server.raw();
                RawClient used = server.raw();
                RawClient trickles = server.raw()) {
            assertThat(used.post("/mutate", POD).status()).isEqualTo(200);
            trickle(trickles, "POST /mutate HTTP/1.1\r\nX: ");
            RawClient.Response response = trickles.read();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.body()).isEqualTo("the head of the request did not arrive in time\n");
            assertThat(trickles.isClosedByServer()).isTrue();
            assertThat(ended(server, "head_timeout")).isEqualTo(1);
            // Longer than any head may take, they have said nothing, and are served.
            assertThat(silent.post("/mutate", POD).status()).isEqualTo(200);
            assertThat(used.post("/mutate", POD).status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatTricklesIsEnded() throws Exception {
        try (TestServer server = new TestServer(times(new PhaseTimes(LONG, LONG, SHORT, LONG, LONG)));
                RawClient client = server.raw()) {
            trickle(client, RawClient.head("/mutate?timeout=30s", 100_000));
            RawClient.Response response = client.read();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.body()).isEqualTo("the body did not arrive in time\n");
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(ended(server, "body_timeout")).isEqualTo(1);
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
        }
    }

    @Test
    void aHandshakeThatIsNotFinishedIsEnded() throws Exception {
        try (TestServer server = new TestServer(times(new PhaseTimes(SHORT, LONG, LONG, LONG, LONG)));
                Socket silent = socket(server)) {
            assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(100);
            assertThat(ended(server, "handshake_timeout")).isEqualTo(1);
        }
    }

    /** A client that asks on and on and never reads: its answers fill the socket, and then the server. */
    @Test
    void anAnswerThatIsNotTakenEndsTheConnection() throws Exception {
        try (TestServer server = new TestServer(times(new PhaseTimes(LONG, LONG, LONG, SHORT, LONG)));
                RawClient client = new RawClient(server.trust, server.server.port(), 8 << 10)) {
            String review = TestReviews.pod("u", "refused");
            byte[] request = (RawClient.head("/mutate", review.length()) + review).getBytes(StandardCharsets.US_ASCII);
            Thread writer = Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < 100_000; i++) {
                        client.write(request);
                    }
                } catch (IOException e) {
                    // what is expected: the server has hung up
                }
            });
            TestServer.eventually("the server has hung up", () -> ended(server, "answer_timeout") == 1);
            writer.join();
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
        }
    }

    @Test
    void anIdleConnectionIsClosedInTheEnd() throws Exception {
        try (TestServer server = new TestServer(times(new PhaseTimes(LONG, LONG, LONG, LONG, Duration.ofSeconds(1))));
                RawClient fresh = server.raw();
                RawClient used = server.raw()) {
            assertThat(used.post("/mutate", POD).status()).isEqualTo(200);
            assertThat(fresh.isClosedByServer()).isTrue();
            assertThat(used.isClosedByServer()).isTrue();
            assertThat(ended(server, "idle")).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void atTheLimitTheLongestIdleConnectionMakesRoom() throws Exception {
        try (TestServer server = new TestServer(connections(3, 3))) {
            TestServer.eventually("the warm-up has left", () -> server.metric("alluxio_admission_connections ") == 0);
            try (RawClient first = server.raw();
                    RawClient second = server.raw();
                    RawClient third = server.raw()) {
                for (RawClient each : List.of(second, third)) {
                    Thread.sleep(250); // to be idle for different times
                    assertThat(each.post("/mutate", POD).status()).isEqualTo(200);
                }
                try (RawClient fourth = server.raw()) {
                    assertThat(fourth.post("/mutate", POD).status()).isEqualTo(200);
                    assertThat(first.isClosedByServer()).isTrue();
                    assertThat(second.post("/mutate", POD).status()).isEqualTo(200);
                    assertThat(third.post("/mutate", POD).status()).isEqualTo(200);
                    assertThat(ended(server, "idle_evicted")).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void withNoneIdleTheOldestIncompleteRequestMakesRoomAndAWholeOneNever() throws Exception {
        try (TestServer server = new TestServer(connections(3, 3))) {
            TestServer.eventually("the warm-up has left", () -> server.metric("alluxio_admission_connections ") == 0);
            try (RawClient whole = server.raw();
                    RawClient head = server.raw();
                    RawClient body = server.raw()) {
                String slow = TestReviews.pod("slow", "slow");
                whole.write(RawClient.head("/mutate", slow.length()) + slow);
                TestServer.eventually("under way", () -> server.bytesInFlight() > 0);
                head.write("POST /mutate HTTP/1.1\r\n");
                Thread.sleep(250);
                body.write(RawClient.head("/mutate?timeout=30s", 1_000));
                TestServer.eventually("all are there", () -> server.metric("alluxio_admission_connections ") == 3);
                Thread.sleep(250);
                try (RawClient fourth = server.raw()) {
                    assertThat(fourth.post("/mutate", POD).status()).isEqualTo(200);
                    assertThat(head.read().status()).isEqualTo(503);
                    try (RawClient fifth = server.raw();
                            RawClient sixth = server.raw()) {
                        // The fourth was idle, then the fifth's handshake done: the body is next.
                        assertThat(sixth.post("/mutate", POD).status()).isEqualTo(200);
                        assertThat(whole.read().status()).isEqualTo(200);
                    }
                }
                assertThat(ended(server, "connections_full")).isGreaterThanOrEqualTo(1);
            }
        }
    }

    @Test
    void silentSocketsDoNotKeepOutHandshakes() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (TestServer server = new TestServer(connections(100, 5))) {
            for (int i = 0; i < 300; i++) {
                silent.add(socket(server));
            }
            for (int i = 0; i < 20; i++) {
                try (RawClient healthy = server.raw()) {
                    assertThat(healthy.post("/mutate", POD).status()).isEqualTo(200);
                }
            }
            assertThat(ended(server, "handshakes_full")).isGreaterThanOrEqualTo(295);
            assertThat(server.metric("alluxio_admission_connections ")).isLessThan(101);
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void beyondTheWaitingRequestsTheAnswerIs503AtOnce() throws Exception {
        // Of light trees that take more than half of what is kept for them, one is decided on at a time.
        int padding = 1_000;
        while (TreeWeight.of(TestReviews.bytes(TestReviews.pod("u", "injected", padding)))
                <= TreeSize.LIGHT_BYTES / 2) {
            padding += 1_000;
        }
        String large = TestReviews.pod("u", "injected", padding);
        assertThat(TreeSize.of(TreeWeight.of(TestReviews.bytes(large)))).isEqualTo(TreeSize.LIGHT);
        ServerSettings oneAtATime = ServerSettings.defaults()
                .withWork(new WorkLimits(ServerLimits.MUTATE_BODY_BYTES, TreeSize.LIGHT_BYTES, 1, 1));
        CountDownLatch release = new CountDownLatch(1);
        ReviewHandler blocked = (request, _) -> {
            if (!request.namespace().equals("warm-up")) {
                await(release);
            }
            return AdmissionResponse.ignored();
        };
        try (TestServer server = new TestServer(oneAtATime, ClientCaSource.none(), blocked);
                RawClient deciding = server.raw();
                RawClient waiting = server.raw();
                RawClient tooMany = server.raw()) {
            deciding.write(RawClient.head("/test?timeout=30s", large.length()) + large);
            TestServer.eventually("under way", () -> server.bytesInFlight() > 0);
            waiting.write(RawClient.head("/test?timeout=30s", large.length()) + large);
            TestServer.eventually("one waits", () -> server.metric("alluxio_admission_requests_waiting") == 1);

            RawClient.Response rejected = tooMany.post("/test?timeout=30s", large);
            assertThat(rejected.status()).isEqualTo(503);
            assertThat(rejected.head()).containsIgnoringCase("retry-after: 1");
            assertThat(rejected.body()).isEqualTo("too many requests at once\n");
            release.countDown();
            assertThat(waiting.read().status()).isEqualTo(200);
            assertThat(deciding.read().status()).isEqualTo(200);
        } finally {
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void trickle(RawClient client, String beginning) {
        Thread.startVirtualThread(() -> {
            try {
                client.write(beginning);
                for (int i = 0; i < 1_000; i++) {
                    Thread.sleep(30);
                    client.write("x");
                }
            } catch (IOException | InterruptedException e) {
                // what is expected: the server has hung up
            }
        });
    }

    private static Socket socket(TestServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port());
        socket.setSoTimeout((int) TestServer.HANG.toMillis());
        return socket;
    }

    private static ServerSettings times(PhaseTimes times) {
        ServerSettings defaults = ServerSettings.defaults();
        return defaults.withHttp(defaults.http().withTimes(times));
    }

    private static ServerSettings connections(int connections, int handshakes) {
        ServerSettings defaults = ServerSettings.defaults();
        return defaults.withHttp(defaults.http().withConnections(connections, handshakes));
    }

    private static double ended(TestServer server, String reason) {
        return server.metric("alluxio_admission_connections_ended_total{reason=\"" + reason + "\"}");
    }
}
