package alluxio.admission.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.Run;
import alluxio.admission.app.demo.ExamplePod;
import alluxio.admission.app.demo.ExampleWorkload.Made;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.yaml.KubeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** To write the promises anew, run with GOLDEN_UPDATE=1 in the environment and review the difference. */
@DisplayName("An example of deploy/examples")
class ExamplesTest {
    private static final Path FOLDER = Path.of("../deploy/examples");

    static List<ExampleFile> files() {
        return ExampleFile.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    @DisplayName("gets exactly what its comment promises, from inject, as the pods that become of it")
    void promise(ExampleFile file) throws IOException {
        Map<String, List<String>> added = new LinkedHashMap<>();
        for (Made made : file.workload().pods()) {
            Run run = run(made.pod().toString(), "inject");
            assertThat(run.exitCode()).as(run.err()).isZero();
            added.put(
                    made.maker(),
                    Added.between(made.pod(), sites(run.out()).getFirst().pod()));
        }
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(file.path(), file.promising(ExampleFile.lines(added)));
        }
        assertThat(added)
                .isNotEmpty()
                .allSatisfy((_, lines) -> assertThat(lines).isNotEmpty());
        assertThat(file.promise()).isEqualTo(ExampleFile.lines(added));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    @DisplayName("gets in its templates what the pods get that are made of them")
    void templates(ExampleFile file) {
        List<ManifestPod> before = sites(file.text());
        Run run = run(file.text(), "inject");
        List<ManifestPod> after = sites(run.out());
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> inTemplates = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Map<String, List<String>> added = Map.of(
                    before.get(i).kind() + " " + before.get(i).name(),
                    Added.between(before.get(i).pod(), after.get(i).pod()));
            inTemplates.add(ExampleFile.lines(added));
        }
        assertThat(inTemplates)
                .isNotEmpty()
                .allSatisfy(lines -> assertThat(file.promise()).contains(lines));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    @DisplayName("breaks no rule, neither as it is nor as its pods")
    void rules(ExampleFile file) {
        Run whole = run(file.text(), "validate");
        assertThat(whole.exitCode()).as(whole.out()).isZero();
        assertThat(whole.out()).contains(" 0 refused, 0 with warnings");
        for (Made made : file.workload().pods()) {
            Run pod = run(made.pod().toString(), "validate");
            assertThat(pod.out()).as(made.maker()).contains("0 refused, 0 with warnings");
        }
    }

    @Test
    @DisplayName("Alluxio breaks no rule either, and gets no warning")
    void alluxio() {
        Run run = Run.of("validate", "-f", FOLDER.resolve("alluxio").toString());
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains(" 0 refused, 0 with warnings").contains(" fine");
    }

    @Test
    @DisplayName("the Job of spark-submit breaks no rule, and asks for nothing itself: the pods that Spark makes do")
    void sparkSubmit() throws IOException {
        String text = Files.readString(FOLDER.resolve("spark.yaml"));
        Run run = run(text, "validate");
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains(" 0 refused, 0 with warnings");
        assertThat(text)
                .contains("spark.kubernetes.driver.label.alluxio.io/inject=true")
                .contains("spark.kubernetes.executor.label.alluxio.io/inject=true");
        assertThat(run(text, "inject").out()).doesNotContain("alluxio-domain");
    }

    @Test
    @DisplayName("is one that `try` shows, and there are no others; the folder's README names each")
    void complete() throws IOException {
        TreeSet<String> wanted = new TreeSet<>(ExamplePod.WORKLOADS);
        wanted.add("config.yaml");
        wanted.add("spark.yaml");
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(wanted);
        }
        assertThat(Files.readString(FOLDER.resolve("README.md")))
                .contains(wanted.stream().map(name -> "`" + name + "`").toList());
    }

    private static List<ManifestPod> sites(String manifest) {
        return new KubeYaml()
                .read(manifest, "example").stream()
                        .flatMap(document -> ManifestPod.of(document.content()).stream())
                        .toList();
    }

    private static Run run(String manifest, String command) {
        return Run.with(manifest, command, "-f", "-", "--config", ExampleFile.CONFIGURATION.toString());
    }

    @Test
    @DisplayName("shows what has been added by path, and nothing else")
    void added() {
        ObjectNode before = (ObjectNode) new KubeYaml()
                .read("{spec: {containers: [{name: a, env: [{name: V, value: 1}]}]}}", "t")
                .getFirst()
                .content();
        ObjectNode after = (ObjectNode) new KubeYaml()
                .read(
                        "{spec: {containers: [{name: a, env: [{name: V, value: 2}, {name: W, value: 3}]}], h: {b: [c]}}}",
                        "t")
                .getFirst()
                .content();
        assertThat(Added.between(before, after))
                .containsExactly(
                        "spec.containers[name=a].env[name=V].value: 2",
                        "spec.containers[name=a].env[name=W]: {value: 3}",
                        "spec.h: {b: [c]}");
    }
}
