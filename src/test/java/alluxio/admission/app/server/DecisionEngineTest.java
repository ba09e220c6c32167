package alluxio.admission.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.NotReadyException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The decision engine")
class DecisionEngineTest {
    private static final String HEAD = "apiVersion: admission.alluxio.io/v1\nkind: AdmissionConfiguration\n";
    private static final String DISCOVERY = HEAD + "discovery: {namespaces: [alluxio]}\n";
    private static final String WRITTEN = """
            profiles:
            - name: written
              namespace: alluxio
              master: {addresses: ["m:19998"]}
              shortCircuit: {hostPath: /mnt/written}
            """;

    @TempDir
    private Path folder = Path.of("");

    private final FakeCluster cluster = new FakeCluster();
    private final TestClock clock = new TestClock();
    private Path file = Path.of("");
    private ConfigurationReloader reloader =
            ConfigurationReloader.fixed(AdmissionConfiguration.defaults(), InstantSource.system());
    private DecisionEngine engine = DecisionEngine.fixed(AdmissionConfiguration.defaults(), InstantSource.system());

    @BeforeEach
    void file() {
        file = folder.resolve("c.yaml");
    }

    @AfterEach
    void close() {
        reloader.close();
        engine.close();
    }

    /** Moves when the test says so. */
    private static final class TestClock implements InstantSource {
        private Instant now = Instant.EPOCH;

        void add(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void start(String configuration) throws IOException {
        Files.writeString(file, configuration);
        reloader = ConfigurationReloader.watch(
                file, ConfigurationLoader::parse, Duration.ofHours(1), InstantSource.system());
        engine = DecisionEngine.start(reloader, cluster, clock);
    }

    private void change(String configuration) throws IOException {
        Files.writeString(file, configuration);
        reloader.poll();
    }

    private Decision decide(String annotations) {
        return engine.decide(new InjectionRequest(pod("\"true\"", annotations), "apps", false), Budget.ofDecision());
    }

    private String patch(String annotations) {
        return decide(annotations).patch().toJson().toString();
    }

    private static ObjectNode pod(String label, String annotations) {
        return read("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: apps, labels: {alluxio.io/inject: %s}, annotations: {%s}}
                spec: {containers: [{name: app, image: app}]}
                """.formatted(label, annotations));
    }

    private static ObjectNode read(String yaml) {
        return (ObjectNode) new KubeYaml().read(yaml, "object").getFirst().content();
    }

    private PolicyResult judge(ObjectNode object, String namespace) {
        return engine.evaluate(AdmissionRequest.create(object, namespace), DecisionLimits.ofDecision());
    }

    private Map<String, String> details() {
        return engine.componentHealth().details();
    }

    @Nested
    @DisplayName("before the cluster was seen")
    class Before {
        @Test
        @DisplayName("has no decision on a pod whose profile is to be discovered, and is not ready")
        void nothingWritten() throws IOException {
            start(DISCOVERY);

            assertThatThrownBy(() -> decide(""))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessage("the profile is discovered in namespaces that this server has not read yet: alluxio");
            assertThat(engine.componentHealth().ready()).isFalse();
            assertThat(details())
                    .containsEntry("namespacesNotReadYet", "alluxio")
                    .containsEntry("observed", "not yet");
            assertThat(cluster.settings().namespaces()).containsExactly("alluxio");
        }

        @Test
        @DisplayName("decides by a profile that is written, and is ready; pods that name a discovered one have to wait")
        void written() throws IOException {
            start(DISCOVERY + WRITTEN);

            assertThat(patch("")).contains("/mnt/written");
            assertThat(engine.componentHealth().ready()).isTrue();
            assertThatThrownBy(() -> decide("alluxio.io/profile: alluxio.alluxio"))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessageContaining("profile \"alluxio.alluxio\" is discovered in namespaces");
            assertThat(decide("alluxio.io/profile: other.alluxio")).isInstanceOf(Decision.Refused.class);
        }

        @Test
        @DisplayName("has no decision by a profile that lacks what its features need")
        void incomplete() throws IOException {
            for (String lacking : new String[] {
                WRITTEN.replace("  master: {addresses: [\"m:19998\"]}\n", ""),
                WRITTEN.replace("hostPath: /mnt/written", ""),
                WRITTEN.replaceAll("  shortCircuit:.*\n", ""),
                WRITTEN + "  features: [short-circuit, host-aliases]\n",
                WRITTEN + "  features: [fuse]\n"
            }) {
                start(DISCOVERY + lacking);
                assertThatThrownBy(() -> decide("")).as(lacking).isInstanceOf(NotReadyException.class);
                assertThat(engine.componentHealth().ready()).isFalse();
                close();
            }
            start(DISCOVERY + WRITTEN.replaceAll("  shortCircuit:.*\n", "") + "  features: []\n");
            assertThat(decide("")).isInstanceOf(Decision.Injected.class);
        }

        @Test
        @DisplayName("decides on what needs no profile")
        void noProfileNeeded() throws IOException {
            start(DISCOVERY);

            ObjectNode optedOut = pod("\"false\"", "");
            assertThat(engine.decide(new InjectionRequest(optedOut, "apps", true), Budget.ofDecision()))
                    .isInstanceOf(Decision.NotOptedIn.class);
            ObjectNode master = FakeCluster.view(FakeCluster.alluxio("alluxio", "/tmp"))
                    .list("StatefulSet", "alluxio")
                    .getFirst();
            assertThat(judge(master, "alluxio").skipReason()).isEmpty();
        }

        @Test
        @DisplayName("has no verdict on a template that opts in")
        void template() throws IOException {
            start(DISCOVERY);
            assertThatThrownBy(() -> judge(deployment("labels: {a: b, alluxio.io/inject: \"true\"}"), "apps"))
                    .isInstanceOf(NotReadyException.class);
            assertThat(judge(deployment("labels: {a: b}"), "apps").isDenied()).isFalse();
        }
    }

    private static ObjectNode deployment(String labels) {
        return read("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: d, namespace: apps}
                spec:
                  selector: {matchLabels: {a: b}}
                  template: {metadata: {%s}, spec: {containers: [{name: app, image: app}]}}
                """.formatted(labels));
    }

    @Test
    @DisplayName("injects by what runs, and follows it")
    void follows() throws IOException {
        start(DISCOVERY);

        cluster.see(FakeCluster.alluxio("alluxio", "/tmp/one"));
        assertThat(patch("")).contains("/tmp/one").contains("alluxio-master-0.alluxio");
        assertThat(engine.componentHealth().ready()).isTrue();
        assertThat(details()).containsEntry("profiles", "alluxio.alluxio");

        cluster.see(FakeCluster.alluxio("alluxio", "/tmp/two"));
        assertThat(patch("")).contains("/tmp/two").doesNotContain("/tmp/one");
        assertThat(patch("alluxio.io/profile: alluxio.alluxio")).contains("/tmp/two");
    }

    @Test
    @DisplayName("skips pods, and is ready, when the cluster was read and has no Alluxio")
    void nothingThere() throws IOException {
        start(DISCOVERY);
        cluster.see();
        assertThat(decide("")).isInstanceOf(Decision.Skipped.class);
        assertThat(engine.componentHealth().ready()).isTrue();
    }

    @Test
    @DisplayName("prefers what is written, and shows where it differs from what runs, without a word to pods")
    void contradictions() throws IOException {
        start(DISCOVERY + WRITTEN);
        cluster.see(FakeCluster.alluxio("alluxio", "/tmp/runs"));

        // A client would wait for a directory that no worker has.
        assertThat(patch("")).doesNotContain("/mnt/written").doesNotContain("/tmp/runs");
        assertThat(decide("").notes())
                .anyMatch(note -> note.code().equals("short-circuit-left-out")
                        && note.message().contains("/mnt/written"));
        assertThat(details().get("contradictions"))
                .contains("profile \"written\": shortCircuit.hostPath is ")
                .contains("/mnt/written")
                .contains("/tmp/runs");
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        engine.register(metrics);
        assertThat(metrics.get("alluxio.admission.discovery.contradictions")
                        .gauge()
                        .value())
                .isGreaterThanOrEqualTo(1);
        assertThat(decide("").notes()).noneMatch(note -> note.message().contains("/tmp/runs"));
    }

    @Test
    @DisplayName("takes a namespace that is new in the file once it has been read; the others' pods go on")
    void newNamespace() throws IOException {
        start(DISCOVERY);
        cluster.see(FakeCluster.alluxio("alluxio", "/tmp/one"));

        change(HEAD + "discovery: {namespaces: [alluxio, second]}\ndefaultProfile: alluxio.alluxio\n");
        assertThat(cluster.settings().namespaces()).containsExactly("alluxio", "second");
        assertThat(patch("")).contains("/tmp/one");
        assertThatThrownBy(() -> decide("alluxio.io/profile: second.alluxio")).isInstanceOf(NotReadyException.class);

        cluster.see(FakeCluster.alluxio("alluxio", "/tmp/one"), FakeCluster.alluxio("second", "/tmp/second"));
        assertThat(patch("alluxio.io/profile: second.alluxio")).contains("/tmp/second");

        change(HEAD + WRITTEN);
        assertThat(cluster.settings().isOn()).isFalse();
        assertThat(patch("")).contains("/mnt/written");
        assertThat(details()).containsEntry("discovery", "off").doesNotContainKey("contradictions");
    }

    @Test
    @DisplayName("goes on with the last observation when the API server is away, and says how old it is")
    void oldObservation() throws IOException {
        start(DISCOVERY);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        engine.register(metrics);
        assertThat(age(metrics)).isNaN();
        cluster.see(FakeCluster.alluxio("alluxio", "/tmp/one"));

        cluster.loseSight(Duration.ofMinutes(7), "connection refused");

        assertThat(patch("")).contains("/tmp/one");
        assertThat(engine.componentHealth().ready()).isTrue();
        assertThat(details())
                .containsEntry("observed", "420 seconds ago")
                .containsEntry("problem", "connection refused");
        assertThat(age(metrics)).isEqualTo(420);
        change(DISCOVERY + WRITTEN);
        assertThat(decide("").notes()).anyMatch(note -> note.message().contains("/mnt/written"));
    }

    private static double age(SimpleMeterRegistry metrics) {
        return metrics.get("alluxio.admission.cluster.observation.age.seconds")
                .gauge()
                .value();
    }

    @Test
    @DisplayName("skips the pods of a profile that should have what was not found, and says what")
    void featureNotFound() throws IOException {
        start(DISCOVERY + WRITTEN + "  fuse: {options: [ro]}\n  features: [fuse]\n");
        cluster.see(FakeCluster.alluxio("alluxio", "/tmp/one"));
        assertThat(decide(""))
                .isInstanceOfSatisfying(
                        Decision.Skipped.class,
                        skipped -> assertThat(skipped.reason())
                                .contains("its features have fuse, which was not found in namespace alluxio"));
        assertThat(patch("alluxio.io/features: short-circuit")).isNotEmpty();
        assertThat(details().get("unavailable")).contains("profile \"written\": its features have fuse");
    }

    @Test
    @DisplayName("still knows an Alluxio whose pods restart, until that takes too long, or it was stopped or replaced")
    void restart() throws IOException {
        start(DISCOVERY);
        String running = FakeCluster.alluxio("alluxio", "/tmp/one");
        String restarting =
                running.replace("readyReplicas: 1", "readyReplicas: 0").replace("numberReady: 1", "numberReady: 0");
        cluster.see(restarting);
        assertThat(decide("")).isInstanceOf(Decision.Skipped.class);

        cluster.see(running);
        cluster.see(restarting);
        assertThat(patch("")).contains("/tmp/one");
        cluster.see(restarting.replace("/tmp/one", "/tmp/two"));
        assertThat(patch("")).contains("/tmp/two");
        clock.add(SteadyWorkloads.REMEMBERED);
        cluster.see(restarting);
        assertThat(decide("")).isInstanceOf(Decision.Skipped.class);

        cluster.see(running);
        cluster.see(restarting.replace("replicas: 1", "replicas: 0"));
        assertThat(decide("")).isInstanceOf(Decision.Skipped.class);
        cluster.see(running);
        cluster.see(restarting.replace("uid: \"m\"", "uid: \"m2\""));
        assertThat(decide("")).isInstanceOf(Decision.Skipped.class);
    }

    @Test
    @DisplayName("keeps the last basis when a new one cannot be made")
    void bug() throws IOException {
        start(DISCOVERY);
        cluster.see(FakeCluster.alluxio("alluxio", "/tmp/one"));
        ClusterView broken = (_, _) -> {
            throw new IllegalStateException("made up");
        };
        cluster.see(broken, Set.of("alluxio"));

        assertThat(patch("")).contains("/tmp/one");
        assertThat(details().get("problem")).contains("made up");
    }

    @Test
    @DisplayName("takes opt-ins of namespaces from their objects")
    void namespaceOptsIn() throws IOException {
        start(DISCOVERY);
        String namespace =
                "apiVersion: v1\nkind: Namespace\nmetadata: {name: apps, labels: {alluxio.io/inject: \"true\"}}\n";
        String unknownKey = "labels: {a: b}, annotations: {alluxio.io/profiel: x}";
        cluster.see(FakeCluster.alluxio("alluxio", "/tmp/one"));
        assertThat(judge(deployment(unknownKey), "apps").isDenied()).isFalse();
        cluster.see(FakeCluster.alluxio("alluxio", "/tmp/one"), namespace);
        assertThat(judge(deployment(unknownKey), "apps").isDenied()).isTrue();
    }

    @Test
    @DisplayName("closes the cluster")
    void closes() throws IOException {
        start(DISCOVERY);
        engine.close();
        assertThat(cluster.isClosed()).isTrue();
    }
}
