package alluxio.admission.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.webhook.review.DecisionLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The rule journal-shared, about a master on the claim of another one that runs. */
@DisplayName("A master on another master's journal")
class ConfirmedDenialTest {
    private static final String RULE = "journal-shared";

    @TempDir
    private Path folder = Path.of("");

    private final FakeCluster cluster = new FakeCluster();

    @Test
    @DisplayName("is refused once a live read has found the other as it was seen, and warned about otherwise")
    void confirmed() throws IOException {
        List<String> masters = List.of(Files.readString(Path.of(System.getProperty("project.root", ".."))
                        .resolve("policy/src/test/resources/rules/journal-shared/fails-two-objects.yaml"))
                .split("\n---\n"));
        String other = masters.getFirst()
                .replace(
                        "name: alluxio-master-0}",
                        "name: alluxio-master-0, namespace: alluxio, resourceVersion: \"7\"}");
        ObjectNode mine = (ObjectNode)
                new KubeYaml().read(masters.getLast(), "mine").getFirst().content();
        try (DecisionEngine engine = start()) {
            cluster.see(other);

            assertThat(judge(engine, mine).warned()).extracting(Finding::rule).contains(RULE);
            assertThat(judge(engine, mine).denied()).extracting(Finding::rule).doesNotContain(RULE);
        }
        cluster.live("StatefulSet", "alluxio", "alluxio-master-0", "8");
        try (DecisionEngine engine = start()) {
            assertThat(judge(engine, mine).warned()).extracting(Finding::rule).contains(RULE);
        }
        cluster.live("StatefulSet", "alluxio", "alluxio-master-0", "7");
        try (DecisionEngine engine = start()) {
            assertThat(judge(engine, mine).denied()).extracting(Finding::rule).contains(RULE);
            cluster.see();
            assertThat(judge(engine, mine).findings()).extracting(Finding::rule).doesNotContain(RULE);
        }
    }

    private DecisionEngine start() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), """
                apiVersion: admission.alluxio.io/v1
                kind: AdmissionConfiguration
                discovery: {namespaces: [alluxio]}
                """);
        return DecisionEngine.start(
                ConfigurationReloader.watch(
                        file, ConfigurationLoader::parse, Duration.ofHours(1), InstantSource.system()),
                cluster,
                InstantSource.system());
    }

    private static PolicyResult judge(DecisionEngine engine, ObjectNode object) {
        return engine.evaluate(AdmissionRequest.create(object, "alluxio"), DecisionLimits.ofDecision());
    }
}
