package alluxio.admission.app.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.Uninjector;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.input.Progress;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.manifest.yaml.KubeYamlWriter;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Of many manifests, and of large ones,")
class LinearManifestsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SMALL = 60;
    private static final int TIMES = 16;

    private final KubeYaml yaml = new KubeYaml();

    private static String documents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % 3 == 2
                        ? "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m%d}\ndata:\n  a: |\n    b\n".formatted(i)
                        : """
            apiVersion: v1
            kind: Pod
            metadata: {name: p%d, labels: {alluxio.io/inject: "%b"}}
            spec: {containers: [{name: app, image: a, env: [{name: JAVA_TOOL_OPTIONS, value: -Xmx1g}]}]}
            """.formatted(i, i % 3 == 0))
                .collect(Collectors.joining("---\n"));
    }

    /** The same as items of one List. */
    private static String items(String documents) {
        return documents
                .lines()
                .map(line -> line.startsWith("apiVersion") ? "- " + line : line.equals("---") ? "" : "  " + line)
                .collect(Collectors.joining("\n", "apiVersion: v1\nkind: List\nitems:\n", "\n"));
    }

    @ParameterizedTest(name = "as {0}: injecting, writing, reading and taking out cost no more for each")
    @ValueSource(strings = {"documents", "items of a List", "JSON"})
    void manifests(String form) {
        UnaryOperator<String> written = switch (form) {
            case "documents" -> text -> text;
            case "JSON" ->
                text -> new KubeYamlWriter()
                        .write(yaml.read(items(text), "f").getFirst().content(), KubeYaml.Format.JSON);
            default -> LinearManifestsTest::items;
        };
        assertLinear(count -> written.apply(documents(count)), this::thereAndBack);
    }

    private void thereAndBack(String text) {
        ManifestInjector.InjectedManifests injected = new ManifestInjector(
                        yaml, TestConfigurations.everything(), "default")
                .inject(List.of(new ManifestSource("f", text)), Progress.NONE);
        assertThat(injected.refused()).isFalse();
        String written = new KubeYamlWriter()
                .writeAll(
                        injected.documents().stream()
                                .map(KubeYaml.Document::content)
                                .toList(),
                        KubeYaml.Format.YAML);
        new ManifestUninjector(yaml, new Uninjector(), "default")
                .uninject(List.of(new ManifestSource("f", written)), Progress.NONE);
    }

    @Test
    @DisplayName("a patch with many operations costs what it holds")
    void patches() {
        assertLinear(
                // Few enough for the status of all to be no longer than it may be.
                count -> IntStream.range(0, count / 4)
                        .mapToObj("{\"name\":\"c%06d\"}"::formatted)
                        .collect(Collectors.joining(
                                ",",
                                "{\"metadata\":{\"labels\":{\"alluxio.io/inject\":\"true\"}},\"spec\":{\"containers\":[",
                                "]}}")),
                text -> {
                    ObjectNode pod =
                            (ObjectNode) yaml.read(text, "f").getFirst().content();
                    Decision decision = new Injector(TestConfigurations.everything())
                            .decide(new InjectionRequest(pod, "default", false));
                    JsonPatch patch = decision.patch();
                    assertThat(patch.isEmpty()).isFalse();
                    PodPatching.apply(pod, patch);
                });
    }

    private static void assertLinear(Function<Integer, String> input, java.util.function.Consumer<String> work) {
        String small = input.apply(SMALL);
        String large = input.apply(SMALL * TIMES);
        double size = (double) large.length() / small.length();
        double cost = (double) allocated(() -> work.accept(large)) / allocated(() -> work.accept(small));
        assertThat(cost)
                .as("times the bytes allocated for an input of %s times the size", size)
                .isLessThan(1.3 * size);
    }

    /** The smaller of two measurements: the first one loads classes. */
    private static long allocated(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
