package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** To write them anew, set GOLDEN_UPDATE=1. */
@DisplayName("deploy/manifests")
class ManifestsTest {
    private static final Path FILE = Path.of("../deploy/manifests/alluxio-admission.yaml");

    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("are what bin/generate-manifests makes of the chart, with Helm 4; Helm 3 makes the same objects")
    void areUpToDate() throws IOException {
        if (System.getenv("GOLDEN_UPDATE") != null) {
            generate(Helm.four(), FILE);
        }
        Path four = generate(Helm.four(), folder.resolve("four.yaml"));
        assertThat(Files.readString(FILE))
                .as("out of date: run bin/generate-manifests")
                .isEqualTo(Files.readString(four));
        // Which sorts kinds otherwise.
        assertThat(Chart.objects(Files.readString(generate(Helm.three(), folder.resolve("three.yaml")))))
                .isEqualTo(Chart.objects(Files.readString(four)));
    }

    @Test
    @DisplayName("are the chart's objects without hooks, in a namespace that is restricted, and come first")
    void areTheChart() throws IOException {
        String text = Files.readString(FILE);
        List<ObjectNode> objects = Chart.objects(text);
        assertThat(Chart.one(objects, "Namespace").toString())
                .contains("pod-security.kubernetes.io/enforce\":\"restricted");
        assertThat(text.indexOf("kind:")).isEqualTo(text.indexOf("kind: Namespace"));
        assertThat(objects.stream().map(Chart::title).filter(title -> !title.startsWith("Namespace/")))
                .containsExactlyElementsOf(Chart.render(Chart.RELEASE, "uninstallHook.enabled=false").stream()
                        .filter(object -> !object.at("/metadata/annotations").has("helm.sh/hook"))
                        .map(Chart::title)
                        .toList());
        assertThat(text).doesNotContain("helm.sh").doesNotContain("managed-by");
    }

    private static Path generate(Helm helm, Path file) {
        Command.run(List.of(
                "env",
                "HELM=" + helm.program(),
                "../bin/generate-manifests",
                file.toAbsolutePath().toString()));
        return file;
    }
}
