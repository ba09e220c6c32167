package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The text of manifests")
class ManifestTextsTest {
    /** The label's second value opts in; the annotation of the second document is misspelt. */
    private static final String TWICE = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: twice
              labels:
                alluxio.io/inject: "false"
                alluxio.io/inject: "true"
            spec: {containers: [{name: app, image: a:1}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              template:
                metadata:
                  labels: {alluxio.io/inject: "true"}
                  annotations:
                    alluxio.io/featurs: fuse
                spec: {containers: [{name: app, image: a:1}]}
            """;

    private static final String LIST = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: ConfigMap
              metadata: {name: c}
            - apiVersion: v1
              kind: List
              items:
              - apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  template:
                    metadata:
                      labels: {alluxio.io/inject: "true"}
                      annotations:
                        alluxio.io/featurs: fuse
                    spec: {containers: [{name: app, image: a:1}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("with a key twice has the last value, and a warning at its line")
    void lastValueCounts() {
        String first = TWICE.substring(0, TWICE.indexOf("---"));
        Run inject = Run.with(first, "inject", "-f", "-");
        assertThat(inject.exitCode()).as(inject.err()).isZero();
        assertThat(inject.out()).containsOnlyOnce("alluxio.io/inject").contains("/opt/domain");
        String warning =
                "-:7:5: warning: the key \"alluxio.io/inject\" is there twice, first in line 6; this value counts";
        assertThat(inject.err()).contains(warning);
        assertThat(Run.with(inject.out(), "uninject", "-f", "-").err()).doesNotContain("twice,");
        for (String command : List.of("uninject", "validate")) {
            assertThat(Run.with(first, command, "-f", "-").err()).as(command).contains(warning);
        }
        assertThat(Run.with(first, "profile", "-f", "-").err()).contains(warning);
        assertThat(Run.with(first, "explain", "-f", "-").out()).contains(warning);
    }

    @Test
    @DisplayName("with a key twice hides no finding; the warnings stand in JSON and SARIF, too")
    void otherDocumentsAreJudged() {
        Run json = Run.with(TWICE, "validate", "-f", "-", "-o", "json");
        assertThat(json.exitCode()).as(json.err()).isEqualTo(1);
        JsonNode report = JsonMapper.shared().readTree(json.out());
        assertThat(report.at("/findings/0/object/name").asString()).isEqualTo("web");
        assertThat(report.at("/warnings/0/line").asInt()).isEqualTo(7);
        assertThat(report.at("/warnings/0/source").asString()).isEqualTo("-");
        JsonNode sarif = JsonMapper.shared()
                .readTree(Run.with(TWICE, "validate", "-f", "-", "-o", "sarif").out())
                .at("/runs/0");
        assertThat(sarif.at("/results/0/locations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(18);
        JsonNode notification = sarif.at("/invocations/0/toolExecutionNotifications/0");
        assertThat(notification.path("level").asString()).isEqualTo("warning");
        assertThat(notification
                        .at("/locations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(7);
        assertThat(sarif.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("with a field that Kubernetes does not know get a warning at its line, and no other exit code")
    void unknownFields() {
        String items = """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: example.com/v1
                  kind: Cluster
                  spec: {affinty: {}}
                - apiVersion: v1
                  kind: Pod
                  metadata: {name: web}
                  spec:
                    containers: [{name: a, image: b}]
                    affinity:
                      nodeAffinty: {}
                """;
        String message = "warning: unknown field spec.affinity.nodeAffinty: Kubernetes drops it"
                + " (did you mean \"nodeAffinity\"?)";
        Run text = Run.with(items, "validate", "-f", "-");
        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.err()).contains("-:13:1: " + message).doesNotContain("affinty: {}");
        JsonNode warnings = JsonMapper.shared()
                .readTree(Run.with(items, "validate", "-f", "-", "-o", "json").out())
                .path("warnings");
        assertThat(warnings.size()).isOne();
        assertThat(warnings.at("/0/message").asString()).isEqualTo(message);
        assertThat(warnings.at("/0/line").asInt()).isEqualTo(13);
    }

    @Test
    @DisplayName("of many keys that are there twice is told in part")
    void manyDuplicates() {
        String data = "  k: v\n".repeat(60);
        Run run =
                Run.with("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n" + data, "validate", "-f", "-");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err().lines().filter(line -> line.contains("warning: the key")))
                .hasSize(50);
        assertThat(run.err()).contains("9 more keys of this document are there twice");
    }

    @Test
    @DisplayName("that cannot be read is exit code 2, and the other documents are judged; nothing is written")
    void unreadable() throws IOException {
        Path json = Files.writeString(folder.resolve("a.json"), "{\"kind\": \"Pod\", \"kind\": \"Pod\"}");
        Path broken = Files.writeString(folder.resolve("b.yaml"), "a: [\n---\njust text\n---\n" + TWICE);
        Path review = Files.writeString(
                folder.resolve("c.yaml"),
                "apiVersion: admission.k8s.io/v1\nkind: AdmissionReview\nkind: AdmissionReview\n");
        for (String command : List.of("validate", "explain")) {
            Run run = Run.of(command, "-f", folder.toString());
            assertThat(run.exitCode()).as(command).isEqualTo(2);
            assertThat(run.out()).contains("Deployment default/web", "inject-annotation");
            assertThat(run.err())
                    .contains(
                            json + ":1:23: this is no JSON: Duplicate",
                            broken + ":2:1: ",
                            broken + ":3:1: document 2: a Kubernetes object is needed here",
                            review + ":1:1: document 1: a bad AdmissionReview: a key is there twice");
        }
        JsonNode sarif = JsonMapper.shared()
                .readTree(Run.of("validate", "-o", "sarif", "-f", folder.toString())
                        .out())
                .at("/runs/0/invocations/0");
        assertThat(sarif.path("executionSuccessful").asBoolean(true)).isFalse();
        for (String command : List.of("inject", "uninject")) {
            Run run = Run.of(command, "-f", broken.toString());
            assertThat(run.exitCode()).as(command).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains(broken + ":2:1: ", broken + ":3:1: ");
        }
    }

    @Test
    @DisplayName("gives a finding in an item of a List the line of its own")
    void list() {
        Run text = Run.with(LIST, "validate", "-f", "-");
        assertThat(text.out())
                .contains("at spec.template.metadata.annotations[alluxio.io/featurs] (-:18, items[1].items[0])");
        JsonNode sarif = JsonMapper.shared()
                .readTree(Run.with(LIST, "validate", "-f", "-", "-o", "sarif").out());
        assertThat(sarif.at("/runs/0/results/0/locations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(18);
        Run cut = Run.with(
                LIST.replace("annotations:", "annotations: &a").replace("kind: ConfigMap", "kind: Secret"),
                "validate",
                "-f",
                "-");
        assertThat(cut.out()).contains("(-:18, items[1].items[0])");
    }
}
