package alluxio.admission.app.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.cluster.snapshot.ClusterSnapshot;
import alluxio.admission.cluster.snapshot.SnapshotState;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A snapshot, while the way to the API server breaks,")
class SnapshotOutageIT {
    private static final String NAMESPACE = "outage";

    private final ApiServer server = ApiServer.start(ApiServerOptions.defaults());
    private final ClusterObjects objects = new ClusterObjects(server.client());
    private TcpRelay relay = new TcpRelay(port());
    private int changes;

    SnapshotOutageIT() {
        objects.namespace(NAMESPACE);
    }

    @BeforeEach
    void anotherNetwork() {
        relay.close();
        relay = new TcpRelay(port());
    }

    @AfterEach
    void close() {
        relay.close();
    }

    @AfterAll
    void end() {
        server.close();
    }

    @Test
    @DisplayName("comes as soon as an API server does that was away at the start, and says so until then")
    void startsWithoutApiServer() {
        relay.refuse();
        try (Seen seen = seen()) {
            SnapshotState away =
                    seen.awaitState("an error", state -> !state.errors().isEmpty());
            assertThat(seen.source().current()).isEmpty();
            assertThat(away.hasSnapshot()).isFalse();
            assertThat(away.pendingNamespaces()).containsExactly(NAMESPACE);
            assertThat(away.problem().orElseThrow()).startsWith("cannot list ").contains("more)");
            relay.up();
            long begin = System.nanoTime();
            assertThat(seen.first().isComplete("ConfigMap", NAMESPACE)).isTrue();
            report("first snapshot after the API server came", begin);
            SnapshotState back =
                    seen.awaitState("no error", state -> state.errors().isEmpty());
            assertThat(back.problem()).isEmpty();
            assertThat(back.counts()).containsKey("ConfigMap");
        }
    }

    @Test
    @DisplayName("stays in force with its age while the API server is away, and is current again after its restart")
    void survivesRestart() {
        try (Seen seen = seen()) {
            change();
            ClusterSnapshot before = seen.await("the change", this::sees);
            String version = before.find("ConfigMap", NAMESPACE, "watched")
                    .orElseThrow()
                    .at("/metadata/resourceVersion")
                    .stringValue("");
            relay.refuse();
            SnapshotState away =
                    seen.awaitState("an age", state -> state.age(Instant.now()).compareTo(Duration.ofSeconds(2)) > 0);
            assertThat(away.hasSnapshot()).isTrue();
            change();
            server.restart();
            assertThat(objects.watchFrom(NAMESPACE, version))
                    .as("what a watch gets that goes on from before")
                    .contains("410");
            assertThat(seen.source().current().orElseThrow().find("ConfigMap", NAMESPACE, "watched"))
                    .as("the last known state")
                    .isPresent();
            long begin = System.nanoTime();
            relay.up();
            seen.await("the change during the outage", this::sees);
            report("current after a restart with expired resource versions", begin);
            seen.awaitState(
                    "no age",
                    state -> state.age(Instant.now()).compareTo(Duration.ofSeconds(2)) < 0
                            && state.errors().isEmpty());
        }
    }

    @Test
    @DisplayName(
            "keeps a quiet watch open, because pings are answered, and notices that connections have died without a word")
    void noticesSilence() throws InterruptedException {
        try (Seen seen = seen()) {
            change();
            seen.await("the change", this::sees);
            int before = relay.accepted();
            Thread.sleep(Seen.QUICK.watch().silence().plusSeconds(2));
            assertThat(relay.accepted())
                    .as("connections, after longer than one may be silent")
                    .isEqualTo(before);
            relay.silence();
            change();
            long begin = System.nanoTime();
            seen.await("the change after silence", this::sees);
            report("current after connections fell silent", begin);
        }
    }

    @Test
    @DisplayName("is current after each of many cuts, with no more threads and connections than before")
    void doesNotGrow() {
        try (Seen seen = seen()) {
            change();
            seen.await("the change", this::sees);
            int threads = 0;
            for (int cut = 0; cut < 10; cut++) {
                relay.cut();
                change();
                seen.await("the change after cut " + cut, this::sees);
                if (cut == 4) {
                    threads = Thread.activeCount();
                }
            }
            seen.awaitState("no error", state -> state.errors().isEmpty());
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
            assertThat(relay.connections())
                    .as("one for each watch, and some that lists have left open")
                    .isLessThan(60);
            System.out.println("snapshot: after ten cuts " + relay.connections() + " connections, "
                    + Thread.activeCount() + " threads, " + threads + " after five");
        }
    }

    private Seen seen() {
        try {
            return new Seen(
                    Files.readString(server.kubeconfig()).replace(":" + port(), ":" + relay.port()),
                    Seen.in(NAMESPACE));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int port() {
        return URI.create(server.url()).getPort();
    }

    private void change() {
        objects.configMap(NAMESPACE, "watched", Integer.toString(++changes));
    }

    private boolean sees(ClusterSnapshot snapshot) {
        return snapshot.find("ConfigMap", NAMESPACE, "watched")
                .filter(map -> map.at("/data/key").stringValue("").equals(Integer.toString(changes)))
                .isPresent();
    }

    private static void report(String what, long begin) {
        System.out.printf(Locale.ROOT, "snapshot: %s: %.1f s%n", what, (System.nanoTime() - begin) / 1e9);
    }
}
