package alluxio.admission.app.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.chart.Tokens;
import alluxio.admission.cluster.snapshot.ClusterSnapshot;
import alluxio.admission.cluster.snapshot.LiveObject;
import alluxio.admission.cluster.snapshot.LiveReads;
import alluxio.admission.cluster.snapshot.SnapshotState;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealApiServer
@DisplayName("A snapshot, with the rights of a service account,")
class SnapshotRightsIT {
    private static final String OTHER = "snapshot-other";

    @TempDir
    private Path folder = Path.of("");

    private final ApiServer server;
    private final ClusterObjects objects;
    private final TcpRelay relay;

    SnapshotRightsIT(ApiServer server) {
        this.server = server;
        objects = new ClusterObjects(server.client());
        relay = new TcpRelay(port());
    }

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    @DisplayName("needs no more than list and watch of its kinds, and comes at once where one of them is missing")
    void comesWithoutOneRight() {
        objects.namespace("lacking");
        Map<String, Seen> lacking = new HashMap<>();
        try {
            for (SnapshotRights.Right right : SnapshotRights.ALL) {
                account("lacking", right.plural(), SnapshotRights.without(right));
                lacking.put(right.plural(), seen("lacking", right.plural(), Seen.in("lacking")));
            }
            account("lacking", "nothing-lacks", SnapshotRights.ALL);
            try (Seen seen = seen("lacking", "nothing-lacks", Seen.in("lacking"))) {
                ClusterSnapshot snapshot = seen.first();
                assertThat(SnapshotRights.ALL).allMatch(right -> right.isSeen(snapshot, "lacking"));
                assertThat(seen.source().state().problem()).isEmpty();
            }
            for (SnapshotRights.Right right : SnapshotRights.ALL) {
                Seen seen = Objects.requireNonNull(lacking.get(right.plural()));
                ClusterSnapshot snapshot = seen.first();
                assertThat(SnapshotRights.ALL)
                        .as("without " + right)
                        .allMatch(other -> other.isSeen(snapshot, "lacking") == !other.equals(right));
                SnapshotState state =
                        seen.awaitState("what is missing", s -> !s.unseen().isEmpty());
                assertThat(state.problem()).hasValue(right.message("lacking"));
                assertThat(state.pendingNamespaces()).isEmpty();
            }
        } finally {
            lacking.values().forEach(Seen::close);
        }
    }

    @Test
    @DisplayName("forgets what it may not see any more, and sees it again when it may")
    void followsRights() {
        objects.namespace("changing");
        objects.configMap("changing", "kept", "a");
        account("changing", "server", SnapshotRights.ALL);
        try (Seen seen = seen("changing", "server", Seen.in("changing"))) {
            assertThat(seen.first().find("ConfigMap", "changing", "kept")).isPresent();
            SnapshotRights.grant(
                    objects.client(), "changing", "server", SnapshotRights.without(SnapshotRights.of("configmaps")));
            relay.cut();
            ClusterSnapshot without = seen.await("its end", snapshot -> !snapshot.isComplete("ConfigMap", "changing"));
            assertThat(without.list("ConfigMap", "changing")).isEmpty();
            assertThat(without.isComplete("Service", "changing")).isTrue();
            seen.awaitState(
                    "the missing right",
                    state -> state.unseen()
                            .equals(List.of(SnapshotRights.of("configmaps").message("changing"))));
            SnapshotRights.grant(objects.client(), "changing", "server", SnapshotRights.ALL);
            seen.await(
                    "its return",
                    snapshot -> snapshot.find("ConfigMap", "changing", "kept").isPresent());
            seen.awaitState("no problem", state -> state.problem().isEmpty());
        }
    }

    @Test
    @DisplayName("follows the namespaces of the configuration, and has nothing when there are none")
    void followsNamespaces() {
        objects.namespace("one");
        objects.namespace("two");
        objects.configMap("one", "kept", "a");
        objects.configMap("two", "kept", "a");
        account("one", "server", SnapshotRights.ALL);
        try (Seen seen = seen("one", "server", Seen.in())) {
            seen.source().configure(Seen.in("one"));
            ClusterSnapshot one = seen.first();
            assertThat(one.find("ConfigMap", "two", "kept")).isEmpty();
            seen.source().configure(Seen.in("one", "two"));
            seen.awaitState("what is missing in two", state -> state.unseen().size() == 8);
            SnapshotRights.grant(objects.client(), "two", "one:server", SnapshotRights.ALL);
            ClusterSnapshot both =
                    seen.await("two", s -> s.find("ConfigMap", "two", "kept").isPresent());
            assertThat(both.list("ConfigMap", "one")).isSameAs(one.list("ConfigMap", "one"));
            seen.source().configure(Seen.in("two"));
            ClusterSnapshot two =
                    seen.await("two alone", s -> s.list("ConfigMap", "one").isEmpty());
            assertThat(two.isComplete("ConfigMap", "one")).isFalse();
            seen.source().configure(Seen.in());
            seen.awaitState(
                    "nothing", state -> !state.hasSnapshot() && state.counts().isEmpty());
            assertThat(seen.source().current()).isEmpty();
            seen.awaitState("the end of all watches", _ -> relay.connections() < 5);
        }
    }

    @Test
    @DisplayName("has summaries of pods everywhere only if the configuration asks for them")
    void summarizesPods() {
        objects.namespace("pods");
        objects.namespace(OTHER);
        objects.pod(OTHER, "client", Map.of("alluxio.io/inject", "true"));
        account("pods", "server", SnapshotRights.ALL);
        try (Seen seen = seen("pods", "server", Seen.in("pods"))) {
            assertThat(seen.first().podsOfAllNamespaces()).isEmpty();
            seen.source().configure(Seen.withPods("pods"));
            seen.awaitState(
                    "what is missing", state -> state.problem().orElse("").startsWith("cannot list pods: forbidden"));
            SnapshotRights.grantPods(objects.client(), "pods", "server");
            ClusterSnapshot snapshot =
                    seen.await("pods", s -> s.podsOfAllNamespaces().isPresent());
            var pod = snapshot.podsOfAllNamespaces().orElseThrow().stream()
                    .map(summary -> summary.tree())
                    .filter(tree -> tree.at("/metadata/name").stringValue("").equals("client"))
                    .findFirst()
                    .orElseThrow();
            assertThat(pod.at("/metadata/labels").toString()).isEqualTo("{\"alluxio.io/inject\":\"true\"}");
            assertThat(pod.at("/status/phase").stringValue("")).isEqualTo("Pending");
            assertThat(pod.path("spec").has("containers")).isFalse();
            assertThat(snapshot.list("Pod", OTHER))
                    .as("no rule sees half of a pod")
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("is confirmed by live reads of single objects, with the same rights")
    void readsLive() {
        objects.namespace("live");
        objects.configMap("live", "read", "a");
        account("live", "server", SnapshotRights.ALL);
        Duration limit = Duration.ofSeconds(30);
        try (Seen seen = seen("live", "server", Seen.in("live"));
                LiveReads reads = new LiveReads(seen.connection(), InstantSource.system())) {
            String version = objects.resourceVersion("live", "read");
            assertThat(reads.read("ConfigMap", "live", "read", limit)).isEqualTo(new LiveObject.Present(version));
            assertThat(reads.read("ConfigMap", "live", "none", limit)).isEqualTo(new LiveObject.Absent());
            assertThat(reads.read("ConfigMap", "kube-system", "x", limit)).isInstanceOf(LiveObject.NotConfirmed.class);
            assertThat(reads.read("Secret", "live", "x", limit)).isInstanceOf(LiveObject.NotConfirmed.class);
        }
    }

    private void account(String namespace, String name, List<SnapshotRights.Right> rights) {
        objects.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        SnapshotRights.grant(objects.client(), namespace, name, rights);
    }

    private Seen seen(String namespace, String account, DiscoverySettings settings) {
        Path kubeconfig = Tokens.kubeconfig(server, namespace, account, folder.resolve(namespace + account));
        try {
            return new Seen(Files.readString(kubeconfig).replace(":" + port(), ":" + relay.port()), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int port() {
        return URI.create(server.url()).getPort();
    }
}
