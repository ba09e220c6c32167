package alluxio.admission.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.Run;
import alluxio.admission.app.documents.EngineBlocks.EngineBlock;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** CustomDefinitionsIT holds the same blocks against the operators' own definitions. */
@DisplayName("The blocks of docs/engines.md")
class EnginesDocumentTest {
    private static final String CONFIGURATION = "../deploy/examples/config.yaml";

    /** What stands beside the labels and annotations of a pod, where the operator fills in the rest. */
    private static final String POD = """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "made"},
             "spec": {"containers": [{"name": "NAME", "image": "a:1"}]}}""";

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Spark operator | /spec/driver | spark-kubernetes-driver | short-circuit",
                "Spark operator | /spec/executor | spark-kubernetes-executor | short-circuit",
                "JupyterHub | /singleuser | notebook | fuse",
                "Zeppelin | /metadata | spark | short-circuit",
                "Trino | /worker | trino-worker | short-circuit",
                "Trino | /coordinator | trino-coordinator | client properties",
                "Flink Kubernetes operator | /spec/podTemplate/metadata | flink-main-container | short-circuit",
                "Kubeflow | /spec/pytorchReplicaSpecs/Master/template/metadata | pytorch | fuse",
                "Kubeflow | /spec/pytorchReplicaSpecs/Worker/template/metadata | pytorch | fuse",
                "Kubeflow | /spec/podTemplateOverrides/0/metadata | node | fuse",
                "Ray | /spec/rayClusterSpec/headGroupSpec/template/metadata | ray-head | fuse",
                "Ray | /spec/rayClusterSpec/workerGroupSpecs/0/template/metadata | ray-worker | fuse",
                "Argo Workflows | /spec/templates/0/metadata | main | short-circuit",
                "Volcano | /spec/tasks/0/template/metadata | report | short-circuit",
                "Kueue | /spec/template/metadata | report | short-circuit",
            })
    @DisplayName("have labels and annotations with which the operator's pod is injected")
    void pod(String section, String place, String container, String features) {
        JsonNode holder = EngineBlocks.all().stream()
                .filter(block -> block.section().equals(section))
                .map(block -> block.content().at(JsonPointer.compile(place)))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseThrow();
        ObjectNode pod = (ObjectNode) JsonMapper.shared().readTree(POD.replace("NAME", container));
        ObjectNode metadata = (ObjectNode) pod.get("metadata");
        metadata.set("labels", labels(holder, "abels"));
        metadata.set("annotations", labels(holder, "nnotations"));
        Run run = Run.with(pod.toString(), "inject", "-f", "-", "--config", CONFIGURATION);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("injected " + features).doesNotContain("warning");
    }

    /** Of a pod's metadata, or of the values of a chart that calls them {@code extraLabels}. */
    private static JsonNode labels(JsonNode holder, String suffix) {
        List<String> names = holder.propertyNames().stream()
                .filter(name -> name.endsWith(suffix))
                .toList();
        return names.isEmpty() ? JsonMapper.shared().createObjectNode() : holder.path(names.getFirst());
    }

    @Test
    @DisplayName("are manifests that validate judges well, and that inject injects, or says that the webhook does")
    void manifests() {
        List<EngineBlock> manifests = EngineBlocks.manifests();
        assertThat(manifests).hasSizeGreaterThan(7);
        for (EngineBlock block : manifests) {
            String manifest = block.content().toString();
            Run validate = Run.with(manifest, "validate", "-f", "-", "--config", CONFIGURATION);
            assertThat(validate.exitCode()).as(block + validate.out()).isZero();
            assertThat(validate.out()).as(block.toString()).contains("0 refused, 0 with warnings");
            Run inject = Run.with(manifest, "inject", "-f", "-", "--config", CONFIGURATION);
            assertThat(inject.exitCode()).as(block + inject.err()).isZero();
            assertThat(inject.err())
                    .as(block.toString())
                    .containsAnyOf(": injected ", "the webhook injects its pods when they are created");
        }
    }

    @Test
    @DisplayName("opt in with a text, in each section")
    void quoted() {
        for (EngineBlock block : EngineBlocks.all()) {
            String text = block.content().toString();
            assertThat(text)
                    .as(block.toString())
                    .contains("alluxio.io/inject")
                    .doesNotContain("\"alluxio.io/inject\":true");
        }
        String sections = EngineBlocks.all().stream().map(EngineBlock::section).collect(Collectors.joining(" "));
        assertThat(sections)
                .contains("Spark operator", "JupyterHub", "Trino", "Flink", "Kubeflow", "Ray", "Volcano", "Kueue");
    }
}
