package alluxio.admission.webhook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client sees while the server leaves. Each promise has been broken by hand, and a test here failed. */
@Timeout(120) // decides nothing but that something hangs
class DrainTest {
    private static final int CLIENTS = 16;

    @Test
    void noRequestIsLostWhileASecondInstanceTakesOver() throws Exception {
        try (TestServer first = new TestServer();
                TestServer second = new TestServer();
                var threads = Executors.newFixedThreadPool(CLIENTS)) {
            // What a Service does: new connections go to the first until it is known not to be ready.
            AtomicReference<TestServer> target = new AtomicReference<>(first);
            AtomicBoolean stop = new AtomicBoolean();
            List<Future<int[]>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int pause = i * 20;
                clients.add(threads.submit(() -> load(target, first, pause, stop)));
            }
            try {
                Thread.sleep(500);
                CompletableFuture<Void> drained = CompletableFuture.runAsync(
                        () -> first.server.drain(Duration.ofSeconds(2), Duration.ofSeconds(20)));
                TestServer.eventually("not ready", () -> !first.server.health().ready());
                Thread.sleep(1_000); // the endpoints notice late, and new connections still come
                target.set(second);
                drained.get(30, TimeUnit.SECONDS);
            } finally {
                stop.set(true); // else closing the pool would wait for the clients for ever
            }

            int closes = 0;
            for (Future<int[]> client : clients) {
                closes += client.get(30, TimeUnit.SECONDS)[1];
            }
            assertThat(closes).as("answers with Connection: close").isGreaterThanOrEqualTo(CLIENTS);
            assertThat(first.metric("alluxio_admission_http_requests_rejected_total"))
                    .isZero();
            assertThat(second.metric("alluxio_admission_decisions_total{decision=\"injected\""))
                    .isPositive();
        }
    }

    /** A keep-alive client that, like Go's, never repeats a POST: any failed request fails the test. */
    private static int[] load(AtomicReference<TestServer> target, TestServer first, int pause, AtomicBoolean stop)
            throws Exception {
        int done = 0;
        int closes = 0;
        TestServer server = requireNonNull(target.get());
        RawClient client = server.raw();
        while (!stop.get() && done < 100_000) {
            RawClient.Response response = client.post("/mutate?timeout=30s", TestReviews.pod("u", "injected"));
            assertThat(response.status()).isEqualTo(200);
            done++;
            Thread.sleep(pause);
            // Who idled through the whole drain goes to the second one: its connection may be gone by right.
            boolean moved = server == first && target.get() != first;
            if (response.close() || moved) {
                closes += response.close() ? 1 : 0;
                client.close();
                server = requireNonNull(target.get());
                client = server.raw();
            }
        }
        client.close();
        return new int[] {done, closes};
    }

    @Test
    void requestsOnOpenConnectionsAreServedAfterTheListeningSocketIsClosed() throws Exception {
        ServerSettings settings = lingering(Duration.ofSeconds(3));
        try (TestServer server = new TestServer(settings);
                RawClient idle = server.raw();
                RawClient used = server.raw();
                RawClient busy = server.raw()) {
            String review = TestReviews.pod("u", "injected");
            assertThat(used.post("/mutate", review).close()).isFalse();
            busy.write(RawClient.head("/mutate", TestReviews.pod("u", "slow").length()));

            CompletableFuture<Void> drained = CompletableFuture.runAsync(
                    () -> server.server.drain(Duration.ofMillis(200), Duration.ofSeconds(20)));
            TestServer.eventually("the port is closed", () -> isRefused(server.server.port()));

            // Sent after it was closed, which is more than is promised: the last moment to lose them.
            // Both are asked before either is looked at: waiting for the one may outlast the other.
            for (RawClient client : List.of(idle, used)) {
                client.write(RawClient.head("/mutate", review.length()) + review);
            }
            for (RawClient client : List.of(idle, used)) {
                RawClient.Response response = answer(client);
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.close())
                        .as("an answer of a draining server says Connection: close")
                        .isTrue();
            }
            for (RawClient client : List.of(idle, used)) {
                assertThat(client.isClosedByServer())
                        .as("the server closes what it said it would")
                        .isTrue();
            }
            busy.write(TestReviews.pod("u", "slow"));
            assertThat(answer(busy).status()).isEqualTo(200);
            drained.get(30, TimeUnit.SECONDS);
            assertThat(server.bytesInFlight()).isZero();
        }
    }

    /** The client did nothing wrong: an end without an answer is a request lost. */
    private static RawClient.Response answer(RawClient client) {
        try {
            return client.read();
        } catch (IOException e) {
            throw new AssertionError("a request on an open connection was lost when the listening socket closed", e);
        }
    }

    @Test
    void anIdleConnectionIsClosedAndARequestThatNeverEndsIsAborted() throws Exception {
        try (TestServer server = new TestServer(lingering(Duration.ofMillis(100)));
                RawClient idle = server.raw();
                RawClient endless = server.raw()) {
            endless.write(RawClient.head("/mutate?timeout=30s", 1_000));
            CompletableFuture<Void> drained =
                    CompletableFuture.runAsync(() -> server.server.drain(Duration.ZERO, Duration.ofSeconds(3)));

            assertThat(idle.isClosedByServer()).isTrue();
            drained.get(20, TimeUnit.SECONDS);
            assertThat(endless.isClosedByServer()).isTrue();
            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
        }
    }

    private static boolean isRefused(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerSettings lingering(Duration linger) {
        return ServerSettings.defaults().withLinger(linger);
    }
}
