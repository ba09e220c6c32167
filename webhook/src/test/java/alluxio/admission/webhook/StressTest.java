package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.webhook.http.HttpLimits.PhaseTimes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** 64 clients at once, most of them ill-behaved. */
class StressTest {
    private static final int CLIENTS = 64;
    private static final int ROUNDS = 6;

    @Test
    void underStressEveryResponseIsAsSpecifiedAndAllMemoryIsReleased() throws Exception {
        long budget = 48L << 20; // enough for all that is not whole: ConnectionLimitsTest has what happens beyond
        AtomicInteger answers = new AtomicInteger();
        try (TestServer server = new TestServer(patient().withBytesInFlight(budget));
                var threads = Executors.newFixedThreadPool(CLIENTS)) {
            AtomicInteger mostInFlight = new AtomicInteger();
            List<Callable<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int behaviour = i % 8;
                clients.add(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        behave(server, behaviour, answers);
                        mostInFlight.accumulateAndGet((int) server.bytesInFlight(), Math::max);
                    }
                    return null;
                });
            }
            for (Future<Void> each : threads.invokeAll(clients, 120, TimeUnit.SECONDS)) {
                assertThat(each.isCancelled()).as("a client hangs").isFalse();
                each.get();
            }

            TestServer.eventually("all bytes given back", () -> server.bytesInFlight() == 0);
            assertThat(server.metric("alluxio_admission_requests_waiting")).isZero();
            assertThat(mostInFlight.get()).isPositive().isLessThanOrEqualTo((int) budget);
            assertThat(answers.get()).isEqualTo(CLIENTS / 8 * 6 * ROUNDS);
            int each = CLIENTS / 8 * ROUNDS;
            assertThat(server.metric("alluxio_admission_decisions_total{decision=\"injected\""))
                    .isEqualTo(2 * each);
            assertThat(server.metric("alluxio_admission_decisions_total{decision=\"refused\""))
                    .isEqualTo(each);
            assertThat(server.metric("alluxio_admission_http_requests_rejected_total{code=\"400\""))
                    .isEqualTo(each);
            assertThat(server.metric("alluxio_admission_http_requests_rejected_total{code=\"413\""))
                    .isEqualTo(each);
            assertThat(server.metric("alluxio_admission_http_requests_rejected_total{code=\"408\"")
                            + server.metric("alluxio_admission_http_requests_rejected_total{code=\"503\""))
                    .isEqualTo(each);
            try (RawClient after = server.raw()) {
                assertThat(after.post("/mutate", TestReviews.pod("after", "injected"))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    /** So many threads of one busy machine are slow without meaning to be. */
    private static ServerSettings patient() {
        ServerSettings defaults = ServerSettings.defaults();
        return defaults.withHttp(defaults.http()
                .withTimes(new PhaseTimes(
                        TestServer.HANG, TestServer.HANG, TestServer.HANG, TestServer.HANG, TestServer.HANG)));
    }

    private static void behave(TestServer server, int behaviour, AtomicInteger answers) throws Exception {
        String valid = TestReviews.pod("u", "injected", 100_000);
        try (RawClient client = server.raw()) {
            switch (behaviour) {
                case 0 -> expect(client.post("/mutate?timeout=30s", valid), 200, "\"allowed\":true", answers);
                case 1 ->
                    expect(
                            client.post("/mutate?timeout=30s", TestReviews.pod("u", "refused")),
                            200,
                            "\"allowed\":false",
                            answers);
                case 2 -> expect(client.post("/mutate?timeout=30s", "{\"broken\""), 400, "not valid JSON", answers);
                case 3 -> oversized(client, answers);
                case 4 -> dribble(client, valid, answers);
                case 5 -> {
                    client.write(RawClient.head("/mutate?timeout=1s", 50_000));
                    client.write("{\"too\":");
                    // With so many at once, its turn to be read may not come within its second.
                    RawClient.Response late = client.read();
                    expect(late, late.status() == 503 ? 503 : 408, "deadline", answers);
                }
                case 6 -> {
                    client.write(RawClient.head("/mutate?timeout=30s", valid.length()));
                    client.write(valid.substring(0, 50_000));
                    client.abort();
                }
                default -> {
                    client.write(RawClient.chunkedHead("/mutate?timeout=30s") + "5\r\n{\"a\":\r\n");
                    client.abort();
                }
            }
        }
    }

    private static void oversized(RawClient client, AtomicInteger answers) throws IOException {
        client.write(RawClient.chunkedHead("/mutate?timeout=30s"));
        byte[] chunk =
                ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int sent = 0; sent < 4 << 20; sent += 0x10000) {
            client.write(chunk);
        }
        expect(client.read(), 413, "too large", answers);
    }

    private static void dribble(RawClient client, String valid, AtomicInteger answers) throws Exception {
        client.write(RawClient.head("/mutate?timeout=30s", valid.length()));
        for (int at = 0; at < valid.length(); at += 10_000) {
            client.write(valid.substring(at, Math.min(valid.length(), at + 10_000)));
            Thread.sleep(20);
        }
        expect(client.read(), 200, "\"allowed\":true", answers);
    }

    private static void expect(RawClient.Response response, int status, String text, AtomicInteger answers) {
        assertThat(response.status()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(text);
        answers.incrementAndGet();
    }
}
