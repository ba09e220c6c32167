package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("inject")
class InjectCommandTest {
    private static final String TEMPLATE =
            "{metadata: {labels: {alluxio.io/inject: \"true\"}}, spec: {containers: [{name: app, image: a:1}]}}";
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, labels: {alluxio.io/inject: "true"}}
            spec: {containers: [{name: app, image: a:1}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment|{spec: {template: @}}|/spec/template",
                "StatefulSet|{spec: {template: @}}|/spec/template",
                "DaemonSet|{spec: {template: @}}|/spec/template",
                "ReplicaSet|{spec: {template: @}}|/spec/template",
                "ReplicationController|{spec: {template: @}}|/spec/template",
                "Job|{spec: {template: @}}|/spec/template",
                "CronJob|{spec: {jobTemplate: {spec: {template: @}}}}|/spec/jobTemplate/spec/template",
                "PodTemplate|{template: @}|/template",
                "Rollout|{apiVersion: argoproj.io/v1alpha1, spec: {template: @}}|/spec/template",
                "List|{items: [{kind: List, items: [{kind: Job, spec: {template: @}}]}]}|/items/0/items/0/spec/template",
            })
    @DisplayName("finds the pod of every kind that carries one")
    void kinds(String kind, String shape, String pointer) {
        String manifest = "kind: " + kind + "\nrest: " + shape.replace("@", TEMPLATE);
        // The shape is the object itself; YAML merges it in.
        manifest = manifest.replace("rest: ", "<<: ");
        Run run = Run.with(manifest, "inject", "-f", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode container = read(run.out()).getFirst().at(pointer).at("/spec/containers/0");
        assertThat(container.at("/volumeMounts/0/mountPath").asString()).isEqualTo("/opt/domain");
        assertThat(run.err()).contains(kind.equals("List") ? "Job" : kind, "injected short-circuit");
    }

    @Test
    @DisplayName("gives back what it does not change with the same content, in order")
    void unchanged() {
        String manifests =
                "apiVersion: v1\nkind: ConfigMap\ndata: {a: \"0400\", b: \"yes\", c: \"1e3\", d: |\n    x\n    y\n  }\n"
                                .replace("d: |\n    x\n    y\n  }", "d: \"x\\ny\\n\", e: \"\"}")
                        + "binary: [0400, 1_000, 1.50, null, ~, 123456789012345678901234567890]\n---\n" + POD
                        + "---\n{\"kind\": \"Secret\", \"x\": [1.0, 1e400]}\n---\nkind: Service\nspec: {ports: []}\n";
        Run run = Run.with(manifests, "inject", "-f", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<JsonNode> before = read(manifests);
        List<JsonNode> after = read(run.out());
        assertThat(after).hasSize(4);
        for (int i : List.of(0, 2, 3)) {
            assertThat(after.get(i)).isEqualTo(before.get(i));
        }
    }

    @Test
    @DisplayName("tells two objects of one name apart by their lines, in refusals and in the summary of them")
    void repeated() {
        String bad = """
                kind: Pod
                metadata: {name: twice, labels: {alluxio.io/inject: maybe}}
                spec: {containers: [{name: app}]}
                """;
        Run run = Run.with(POD + "---\n" + bad + "---\n" + bad, "inject", "-f", "-");
        List<Integer> lines = List.of(
                1 + (int) (POD + "---\n").lines().count(),
                1 + (int) (POD + "---\n" + bad + "---\n").lines().count());
        for (int line : lines) {
            assertThat(run.err()).contains("Pod default/twice (line " + line + "): refused");
        }
        assertThat(run.err())
                .contains("Pod default/p: injected")
                .contains("refused: Pod default/twice (line " + lines.getFirst() + "), Pod default/twice (line "
                        + lines.getLast() + ")");
        assertThat(Run.with(bad + "---\n" + bad, "explain", "-f", "-").out())
                .contains("Pod default/twice (line 1)\n", "Pod default/twice (line 5)\n");
        String list = """
                kind: List
                items:
                - {kind: Pod, metadata: {name: a}, spec: {containers: []}}
                - {kind: Pod, metadata: {name: a}, spec: {containers: []}}
                """;
        assertThat(Run.with(list, "inject", "-f", "-").err())
                .contains("Pod default/a (line 1, items[0])", "Pod default/a (line 1, items[1])");
    }

    @Test
    @DisplayName("writes JSON for JSON")
    void json() {
        Run run = Run.with(
                "{\"kind\":\"Pod\",\"metadata\":{\"labels\":{\"alluxio.io/inject\":\"true\"}},\"spec\":{\"containers\":[{\"name\":\"app\"}]}}",
                "inject",
                "-f",
                "-");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("{\n").doesNotContain("---").contains("\"/opt/domain\"");
    }

    @Test
    @DisplayName("reads files and folders, in the order of names, and folders below only with -R")
    void folders() throws IOException {
        Files.writeString(folder.resolve("b.yaml"), POD.replace("name: p,", "name: pb,"));
        Files.writeString(folder.resolve("a.yml"), POD.replace("name: p,", "name: pa,"));
        Files.writeString(folder.resolve("notes.txt"), "not: [a manifest");
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/c.json"), "{\"kind\": \"ConfigMap\"}");
        assertThat(names(Run.of("inject", "-f", folder.toString()))).containsExactly("pa", "pb");
        assertThat(names(Run.of("inject", "-R", "-f", folder.toString()))).containsExactly("pa", "pb", "");
        assertThat(names(Run.of(
                        "inject",
                        "-f",
                        folder.resolve("b.yaml").toString(),
                        "-f",
                        folder.resolve("a.yml").toString())))
                .containsExactly("pb", "pa");
    }

    @Test
    @DisplayName("lets a Namespace among the manifests opt its pods in, wherever it stands, and the pod's label wins")
    void namespaces() {
        String pod = "kind: Pod\nmetadata: {name: %s, namespace: %s%s}\nspec: {containers: [{name: app}]}\n---\n";
        String manifests = pod.formatted("in", "team", "")
                + pod.formatted("out", "team", ", labels: {alluxio.io/inject: \"false\"}")
                + pod.formatted("other", "elsewhere", "")
                + "kind: Pod\nmetadata: {name: default}\nspec: {containers: [{name: app}]}\n---\n"
                + "kind: List\nitems: [{kind: Namespace, metadata: {name: team, labels: {alluxio.io/inject: \"true\"}}}]\n---\n"
                + "kind: Namespace\nmetadata: {name: odd, labels: {alluxio.io/inject: \"yes\"}}\n";
        Run run = Run.with(manifests, "inject", "-f", "-", "--namespace", "team");
        assertThat(run.err())
                .contains(
                        "Pod team/in: injected",
                        "Pod team/out: not asked",
                        "Pod elsewhere/other: not asked",
                        "Pod team/default: injected",
                        "Namespace odd: label alluxio.io/inject is \"yes\"");
    }

    @Test
    @DisplayName("with a refused pod exits 1, writes nothing, and says the field of the submitted object")
    void refused() {
        String manifests = POD + "---\nkind: Deployment\nmetadata: {name: web}\nspec: {template: "
                + TEMPLATE.replace("labels:", "annotations: {alluxio.io/feature: fuse}, labels:") + "}\n";
        Run run = Run.with(manifests, "inject", "-f", "-");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("Deployment default/web: refused")
                .contains("inject-annotation at spec.template.metadata.annotations[alluxio.io/feature]")
                .contains("did you mean \"alluxio.io/features\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "1: a\n\"1\": b", "- x", "5", "a: *b", "a: {b: 1", "\tx: 1"})
    @DisplayName("with input that cannot be read exits 2, with one line, though another pod is refused")
    void unreadable(String text) throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "kind: ConfigMap\n---\n" + text);
        Path refused = Files.writeString(folder.resolve("a.yaml"), POD.replace("\"true\"", "\"yes\""));
        Run run = Run.of("inject", "-f", refused.toString(), "-f", bad.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("bad.yaml").containsPattern("document 2|2:");
    }

    @Test
    @DisplayName("with wrong usage exits 2 and says what is wrong in a line")
    void usage() throws IOException {
        assertThat(Run.of("inject").exitCode()).isEqualTo(2);
        assertThat(Run.of("inject", "-f", folder.resolve("ghost.yaml").toString())
                        .err())
                .contains("there is no such file");
        assertThat(Run.of("inject", "-f", folder.toString()).err()).contains("no file here ends in .yaml");
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe4});
        Run latin = Run.of("inject", "-f", folder.resolve("latin.yaml").toString());
        assertThat(latin.exitCode()).isEqualTo(2);
        assertThat(latin.err()).contains("is not UTF-8 text");
        Run typo = Run.of("injekt", "-f", "-");
        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.err()).contains("inject");
        assertThat(Run.of().exitCode()).isEqualTo(2);
    }

    @Test
    @DisplayName("twice is the same as once")
    void idempotent() {
        String once = Run.with(POD, "inject", "-f", "-").out();
        Run twice = Run.with(once, "inject", "-f", "-");
        assertThat(read(twice.out())).isEqualTo(read(once));
        assertThat(twice.err()).contains("unchanged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"try", "serve", "inject", "uninject", "explain", "profile"})
    @DisplayName("and every other command explains itself with --help")
    void help(String command) {
        Run run = Run.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: alluxio-admission " + command);
        assertThat(Run.of("--help").out()).contains(command);
    }

    private static List<String> names(Run run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return read(run.out()).stream()
                .map(node -> node.at("/metadata/name").asString(""))
                .toList();
    }

    private static List<JsonNode> read(String text) {
        return new KubeYaml()
                .read(text, "output").stream().map(KubeYaml.Document::content).toList();
    }
}
