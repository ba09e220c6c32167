package alluxio.admission.app.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.app.chart.Chart;
import alluxio.admission.app.chart.Tokens;
import alluxio.admission.app.snapshot.ChartRoles.Rights;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.cluster.snapshot.ClusterSnapshot;
import alluxio.admission.cluster.snapshot.LiveObject;
import alluxio.admission.cluster.snapshot.LiveReads;
import alluxio.admission.cluster.snapshot.SnapshotRights;
import alluxio.admission.cluster.snapshot.SnapshotState;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** As the server's own account, which an installation of the chart made. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("With exactly the rights of the chart")
class ChartRightsIT {
    private static final Set<String> ACCOUNT =
            Set.of("ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
    private static final String TRUSTED = "rights-trusted";
    private static final String OTHER = "rights-other";
    private static final String LOADED = "rights-loaded";
    private static final List<String> IN_NAMESPACE = List.of(
            "StatefulSet",
            "DaemonSet",
            "Deployment",
            "ConfigMap",
            "Service",
            "PersistentVolumeClaim",
            "NetworkPolicy",
            "Pod");
    private static final List<String> IN_CLUSTER =
            List.of("Namespace", "Node", "PersistentVolume", "LimitRange", "ResourceQuota");

    private final ApiServer server;

    @TempDir
    private Path folder = Path.of("");

    private long slowest;

    ChartRightsIT(ApiServer server) {
        this.server = server;
    }

    @BeforeAll
    void namespaces() {
        List.of("rights-server", TRUSTED, OTHER)
                .forEach(name -> server.client()
                        .resource(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build())
                        .create());
    }

    @Test
    @DisplayName("discovery reads every kind that it needs, in the named namespace alone, and no Secret")
    void discovery() throws IOException {
        String kubeconfig = installed("rights-on", "discovery.namespaces=[\"" + TRUSTED + "\"]");
        try (Seen seen = new Seen(kubeconfig, Seen.in(TRUSTED))) {
            ClusterSnapshot snapshot = seen.first();
            assertThat(seen.awaitState("counts", state -> !state.counts().isEmpty()))
                    .satisfies(state -> assertThat(state.unseen()).isEmpty())
                    .satisfies(state -> assertThat(state.errors()).isEmpty());
            assertThat(IN_NAMESPACE).allMatch(kind -> snapshot.isComplete(kind, TRUSTED));
            assertThat(IN_CLUSTER).allMatch(kind -> snapshot.isComplete(kind, ""));
            assertThat(snapshot.find("Namespace", "", TRUSTED)).isPresent();
            try (LiveReads reads = new LiveReads(seen.connection(), InstantSource.system())) {
                for (String kind : IN_NAMESPACE) {
                    assertThat(read(reads, kind, TRUSTED)).as(kind).isInstanceOf(LiveObject.Absent.class);
                    assertThat(read(reads, kind, OTHER)).as(kind).isInstanceOf(LiveObject.NotConfirmed.class);
                }
            }
        }
        try (KubernetesClient account = account(kubeconfig)) {
            for (String namespace : List.of("rights-server", TRUSTED, OTHER)) {
                assertForbidden(() -> account.secrets().inNamespace(namespace).list());
                assertForbidden(() ->
                        account.secrets().inNamespace(namespace).withName("any").get());
            }
            assertForbidden(() -> account.pods().inAnyNamespace().list());
            assertForbidden(() -> account.configMaps().inNamespace(OTHER).list());
        }
    }

    @Test
    @DisplayName("and discovery.pods, pods of all namespaces are watched, and Events created")
    void pods() throws IOException {
        String kubeconfig = installed("rights-pods", "discovery={\"namespaces\":[\"" + TRUSTED + "\"],\"pods\":true}");
        try (Seen seen = new Seen(kubeconfig, Seen.withPods(TRUSTED));
                KubernetesClient account = account(kubeconfig)) {
            seen.await("pods", snapshot -> snapshot.podsOfAllNamespaces().isPresent());
            assertThat(seen.source().state().unseen()).isEmpty();
            assertThat(can(account, "create", "events")).isTrue();
            assertThat(can(account, "delete", "pods")).isFalse();
        }
    }

    @Test
    @DisplayName("and without discovery, it sees nothing at once, and every right that is missing is named")
    void none() throws IOException {
        String kubeconfig = installed("rights-off");
        try (Seen seen = new Seen(kubeconfig, Seen.withPods(TRUSTED))) {
            ClusterSnapshot snapshot = seen.first();
            assertThat(IN_NAMESPACE).noneMatch(kind -> snapshot.isComplete(kind, TRUSTED));
            assertThat(IN_CLUSTER).noneMatch(kind -> snapshot.isComplete(kind, ""));
            SnapshotState state = seen.awaitState(
                    "all of them", found -> found.unseen().size() > IN_NAMESPACE.size() + IN_CLUSTER.size());
            String unseen = String.join("\n", state.unseen());
            SnapshotRights.inNamedNamespaces()
                    .values()
                    .forEach(resources -> assertThat(unseen).contains(resources));
            SnapshotRights.inCluster()
                    .values()
                    .forEach(resources -> assertThat(unseen).contains(resources));
        }
    }

    @Test
    @DisplayName(
            "and while each right is taken away and given back, no review fails, and what may be read is seen again at once")
    void takenAwayOneByOne() throws Exception {
        new AlluxioObjects(server.client(), LOADED).create("/tmp/one");
        String discovery = "{namespaces: [" + LOADED + "], pods: true}";
        String direct = installed("rights-load", "discovery={\"namespaces\":[\"" + LOADED + "\"],\"pods\":true}");
        int port = URI.create(server.url()).getPort();
        try (TcpRelay relay = new TcpRelay(port);
                DiscoveringServer webhook = new DiscoveringServer(
                        folder.resolve("c.yaml"), discovery, direct.replace(":" + port, ":" + relay.port()))) {
            ChartRoles roles = new ChartRoles(server.client(), LOADED, "rights-load-discovery");
            DiscoveringServer.await("the profile", webhook::review, "/tmp/one");
            try (DiscoveringServer.Load load = webhook.load(answer -> answer.contains("\"allowed\":true"))) {
                int threads = 0;
                List<Rights> rights = new ArrayList<>(roles.rights());
                assertThat(rights).hasSizeGreaterThan(7);
                rights.add(Rights.NONE);
                for (Rights missing : rights) {
                    roles.allBut(missing);
                    long begin = System.nanoTime();
                    // A watch that is open is not ended by the API server when its right goes.
                    relay.cut();
                    DiscoveringServer.await(
                            "exactly these: " + missing,
                            () -> forbidden(webhook.readiness()),
                            Stream.concat(
                                            Stream.of(missing.count() + " forbidden: "),
                                            Arrays.stream(missing.messages(LOADED)))
                                    .toArray(String[]::new));
                    slowest = Math.max(slowest, System.nanoTime() - begin);
                    assertThat(webhook.metric("alluxio_admission_cluster_observation_age_seconds"))
                            .isLessThan(30);
                    threads = threads == 0 ? Thread.activeCount() : threads;
                }
                DiscoveringServer.await("the profile again", webhook::review, "/tmp/one");
                DiscoveringServer.await("all seen", webhook::readiness, "\"problem\":\"\"", "\"observed\":\"0 seconds");
                System.out.printf(
                        Locale.ROOT,
                        "rights: %d times taken away and given back, at most %.1f s each, %d reviews; %d connections%n",
                        rights.size() - 1,
                        slowest / 1e9,
                        load.reviews(),
                        relay.connections());
                assertThat(load.failures()).isEmpty();
                assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 3);
                assertThat(relay.connections()).isLessThan(60);
            }
        }
    }

    /** How many rights are missing, and which. */
    private static String forbidden(String readiness) {
        String line = readiness
                .lines()
                .filter(each -> each.contains("\"forbidden\""))
                .findFirst()
                .orElse("");
        return line.split(": forbidden; ", -1).length - 1 + " forbidden: " + line;
    }

    /** Makes the account with its roles, and returns a kubeconfig of it. */
    private String installed(String name, String... settings) throws IOException {
        String[] all = Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "fullnameOverride=\"" + name + "\"";
        all[settings.length + 1] = "uninstallHook.enabled=false";
        for (ObjectNode object : Chart.renderIn("rights-server", name, all)) {
            if (ACCOUNT.contains(object.path("kind").asString())) {
                server.client().resource(object.toString()).create();
            }
        }
        return Files.readString(Tokens.kubeconfig(server, "rights-server", name, folder.resolve(name)));
    }

    private static LiveObject read(LiveReads reads, String kind, String namespace) {
        return reads.read(kind, namespace, "none", Duration.ofSeconds(30));
    }

    private static KubernetesClient account(String kubeconfig) {
        return ClusterConnection.ofKubeconfig(kubeconfig, new RequestLimits(Duration.ofSeconds(10), 0))
                .client();
    }

    private static void assertForbidden(Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403));
    }

    private static boolean can(KubernetesClient account, String verb, String resource) {
        return account.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withNamespace(OTHER)
                        .withVerb(verb)
                        .withResource(resource)
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }
}
