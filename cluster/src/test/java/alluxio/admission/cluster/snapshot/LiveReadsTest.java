package alluxio.admission.cluster.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Live reads")
class LiveReadsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final ClusterConnection connection;
    private final LiveReads reads;
    private volatile Instant now = Instant.EPOCH;

    LiveReadsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/v1/namespaces/slow/", exchange -> {
            requests.incrementAndGet();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] body = """
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","resourceVersion":"%d"}}
                    """.formatted(requests.get()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        connection = ClusterConnection.ofKubeconfig(
                """
                {"apiVersion": "v1", "kind": "Config", "current-context": "stub",
                "contexts": [{"name": "stub", "context": {"cluster": "stub", "user": "stub"}}],
                "clusters": [{"name": "stub", "cluster": {"server": "http://127.0.0.1:%d"}}],
                "users": [{"name": "stub", "user": {"token": "t"}}]}
                """.formatted(server.getAddress().getPort()), new RequestLimits(LONG, 0));
        reads = new LiveReads(connection, () -> now);
    }

    @AfterEach
    void close() {
        answer.countDown();
        reads.close();
        connection.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    @DisplayName("of the same object share one request, and its answer for a second")
    void sharesRequest() throws Exception {
        List<Future<LiveObject>> together = start(20, () -> read("a", LONG));
        awaitRequests(1);
        answer.countDown();
        for (Future<LiveObject> read : together) {
            assertThat(read.get()).isEqualTo(new LiveObject.Present("1"));
        }
        now = now.plus(SnapshotLimits.LIVE_READ_KEPT).minusMillis(1);
        assertThat(read("a", LONG)).isEqualTo(new LiveObject.Present("1"));
        now = now.plusMillis(1);
        assertThat(read("a", LONG)).isEqualTo(new LiveObject.Present("2"));
    }

    @Test
    @DisplayName("beyond a few at once are not confirmed, and are read when there is room again")
    void boundsRequests() throws Exception {
        List<Future<LiveObject>> under = new ArrayList<>();
        for (int i = 0; i < SnapshotLimits.LIVE_READS; i++) {
            String name = "a" + i;
            under.addAll(start(1, () -> read(name, LONG)));
        }
        awaitRequests(SnapshotLimits.LIVE_READS);
        assertThat(read("further", LONG)).isInstanceOf(LiveObject.NotConfirmed.class);
        answer.countDown();
        for (Future<LiveObject> read : under) {
            assertThat(read.get()).isInstanceOf(LiveObject.Present.class);
        }
        LiveObject later = read("further", LONG);
        for (int i = 0; i < 100 && !(later instanceof LiveObject.Present); i++) {
            Thread.sleep(20);
            later = read("further", LONG);
        }
        assertThat(later).isInstanceOf(LiveObject.Present.class);
    }

    @Test
    @DisplayName("wait no longer than the caller says")
    void endsInTime() {
        assertThat(read("a", Duration.ofMillis(50)))
                .isEqualTo(new LiveObject.NotConfirmed("the API server did not answer within 50 ms"));
    }

    private LiveObject read(String name, Duration timeout) {
        return reads.read("ConfigMap", "slow", name, timeout);
    }

    private List<Future<LiveObject>> start(int count, Callable<LiveObject> read) {
        List<Future<LiveObject>> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(threads.submit(read));
        }
        return started;
    }

    private void awaitRequests(int count) throws InterruptedException {
        while (requests.get() < count) {
            Thread.sleep(5);
        }
    }
}
