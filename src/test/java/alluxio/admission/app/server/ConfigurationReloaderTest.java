package alluxio.admission.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.app.config.ConfigurationFiles;
import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.webhook.review.NotReadyException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The configuration in force")
class ConfigurationReloaderTest {
    private static final ObjectNode POD = (ObjectNode)
            JsonMapper.shared()
                    .readTree(
                            "{\"metadata\":{\"labels\":{\"alluxio.io/inject\":\"true\"}},\"spec\":{\"containers\":[{\"name\":\"app\"}]}}");
    private static final String GOOD = ConfigurationFiles.defaults();

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");
    private ConfigurationReloader live =
            ConfigurationReloader.fixed(AdmissionConfiguration.defaults(), InstantSource.fixed(Instant.EPOCH));
    private DecisionEngine engine =
            DecisionEngine.fixed(AdmissionConfiguration.defaults(), InstantSource.fixed(Instant.EPOCH));

    @BeforeEach
    void watch() throws IOException {
        file = Files.writeString(folder.resolve("c.yaml"), GOOD);
        live = ConfigurationReloader.watch(
                file, ConfigurationLoader::parse, Duration.ofHours(1), InstantSource.fixed(Instant.EPOCH));
        engine = DecisionEngine.start(live, new NoCluster(), InstantSource.fixed(Instant.EPOCH));
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    @DisplayName("is the file's, as soon as the file has changed")
    void reloads() throws IOException {
        assertThat(patch()).contains("/opt/domain");
        Files.writeString(file, GOOD.replace("/opt/domain", "/opt/other"));
        live.poll();
        assertThat(patch()).contains("/opt/other");
        assertThat(live.componentHealth().details())
                .as("which text is in force, for check")
                .containsEntry("digest", Digests.of(GOOD.replace("/opt/domain", "/opt/other")));
    }

    @Test
    @DisplayName("stays the last good one when the file has errors or is gone, which is counted once and shown")
    void keepsTheLastGoodOne() throws IOException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        live.register(metrics);
        Files.writeString(file, GOOD.replace("hostPath", "hostPaht"));
        live.poll();
        live.poll();
        assertThat(patch()).contains("/opt/domain");
        assertThat(live.componentHealth().ready()).isTrue();
        assertThat(live.componentHealth().details().get("problem"))
                .contains("c.yaml:8:")
                .contains("did you mean \"hostPath\"?");
        assertThat(metrics.get("alluxio.admission.configuration.reload.failures")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        Files.delete(file);
        live.poll();
        assertThat(patch()).contains("/opt/domain");
        Files.writeString(file, GOOD.replace("/opt/domain", "/opt/new"));
        live.poll();
        assertThat(live.componentHealth().details()).containsEntry("problem", "");
        assertThat(patch()).contains("/opt/new");
    }

    @Test
    @DisplayName("has no problem any more when a file that was gone is back with the same text")
    void sameTextAgain() throws IOException {
        Files.delete(file);
        live.poll();
        assertThat(live.componentHealth().details().get("problem")).contains("c.yaml");

        Files.writeString(file, GOOD);
        live.poll();

        assertThat(live.componentHealth().details()).containsEntry("problem", "");
    }

    @Test
    @DisplayName(
            "is none when the first one is bad: nothing is decided and the server is not ready until the file is fixed")
    void badFirst() throws IOException {
        Path bad = folder.resolve("bad.yaml");
        Path termination = Files.writeString(folder.resolve("termination-log"), "");
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (ConfigurationReloader waiting = ConfigurationReloader.watch(
                        bad, ConfigurationLoader::parse, Duration.ofHours(1), InstantSource.system())
                .reportingTo(new TerminationMessage(termination))) {
            waiting.register(metrics);
            engine = DecisionEngine.start(waiting, new NoCluster(), InstantSource.system());
            assertThat(waiting.componentHealth().ready()).isFalse();
            assertThat(waiting.componentHealth().details().get("problem")).contains("bad.yaml: there is no such file");
            assertThatThrownBy(this::patch).isInstanceOf(NotReadyException.class);

            Files.writeString(bad, GOOD.replace("hostPath", "hostPaht"));
            waiting.poll();
            assertThat(waiting.componentHealth().ready()).isFalse();
            assertThat(waiting.componentHealth().details())
                    .containsEntry("loadedAt", "never")
                    .hasEntrySatisfying(
                            "problem",
                            problem -> assertThat(problem).contains("bad.yaml:8:", "did you mean \"hostPath\"?"));
            assertThat(termination).content().contains("bad.yaml:8:", "did you mean \"hostPath\"?");
            assertThat(current(metrics)).isZero();
            assertThatThrownBy(this::patch).isInstanceOf(NotReadyException.class);

            Files.writeString(bad, GOOD);
            waiting.poll();
            assertThat(waiting.componentHealth().ready()).isTrue();
            assertThat(termination).isEmptyFile();
            assertThat(current(metrics)).isOne();
            assertThat(patch()).contains("/opt/domain");
        }
    }

    @Test
    @DisplayName("is current only while it is what the file says, however long ago that was written")
    void isCurrent() throws IOException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        live.register(metrics);
        assertThat(current(metrics)).isOne();
        Files.writeString(file, "kind: Nothing");
        live.poll();
        live.poll();
        assertThat(current(metrics)).isZero();
        Files.writeString(file, GOOD);
        live.poll();
        assertThat(current(metrics)).isOne();
    }

    private static double current(SimpleMeterRegistry metrics) {
        return metrics.get("alluxio.admission.configuration.current").gauge().value();
    }

    private String patch() {
        Decision decision = engine.decide(new InjectionRequest(POD, "default", false), Budget.ofDecision());
        return decision.patch().toJson().toString();
    }
}
