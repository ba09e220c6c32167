package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("uninject")
class UninjectCommandTest {
    private static final String MANIFESTS = """
            kind: ConfigMap
            data: {a: "0400", b: "yes"}
            ---
            kind: Pod
            metadata: {name: p, labels: {alluxio.io/inject: "true"}}
            spec: {containers: [{name: app, image: a:1, env: null}]}
            ---
            kind: CronJob
            metadata: {name: c}
            spec: {jobTemplate: {spec: {template: {metadata: {labels: {alluxio.io/inject: "true"}},
              spec: {volumes: [], containers: [{name: app, env: [{name: JAVA_TOOL_OPTIONS, value: " -Xmx1g "}]}]}}}}}
            ---
            kind: List
            items: [{kind: List, items: [{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: r},
              spec: {template: {metadata: {labels: {alluxio.io/inject: "true"}}, spec: {containers: [{name: app}]}}}}]}]
            ---
            {"kind": "Pod", "metadata": {"name": "plain"}, "spec": {"containers": []}}
            """;

    @Test
    @DisplayName("gives back what inject was given, whatever kind of object carries the pod")
    void inverse() {
        Run injected = Run.with(MANIFESTS, "inject", "-f", "-");
        assertThat(injected.out()).contains("/opt/domain");
        Run run = Run.with(injected.out(), "uninject", "-f", "-", "-n", "lab");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(read(run.out())).isEqualTo(read(MANIFESTS));
        assertThat(run.err())
                .contains(
                        "-: Pod lab/p: uninjected\n",
                        "-: CronJob lab/c: uninjected\n",
                        "-: Rollout lab/r, spec.template: uninjected\n",
                        "note uninject-label: ",
                        "-: Pod lab/plain: unchanged, it has no annotation alluxio.io/status\n")
                .doesNotContain("warning");
        Run again = Run.with(run.out(), "uninject", "-f", "-");
        assertThat(again.out()).isEqualTo(run.out());
        assertThat(again.err()).doesNotContain("uninjected");
    }

    @Test
    @DisplayName("names what it leaves, and exits 0")
    void left() {
        String injected = Run.with(MANIFESTS, "inject", "-f", "-").out();
        Run run = Run.with(injected.replace("mountPath: /opt/domain", "mountPath: /x"), "uninject", "-f", "-");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("-: Pod default/p: uninjected, except for what the warnings say\n")
                .contains("  warning uninject-in-use: volume \"alluxio-domain\": left in, because container \"app\" "
                        + "mounts it at /x; ");
        assertThat(Run.with(injected, "uninject", "-q", "-f", "-").err()).isEmpty();
    }

    @Test
    @DisplayName("of a pod that a newer version injected exits 1, writes nothing, and says the field of the object")
    void refused() {
        String injected = Run.with(MANIFESTS, "inject", "-f", "-").out().replace("{\"schema\":1,", "{\"schema\":2,");
        Run run = Run.with(injected, "uninject", "-q", "-f", "-");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("CronJob default/c: refused")
                .contains("uninject-status at spec.jobTemplate.spec.template.metadata.annotations[alluxio.io/status]")
                .contains("    annotation alluxio.io/status has schema 2, and this version knows 1; ")
                .endsWith(
                        "nothing was written, because objects are refused: Pod default/p, CronJob default/c, Rollout default/r\n")
                .doesNotContain("unchanged");
    }

    @Test
    @DisplayName("with input that cannot be read, or without any, exits 2")
    void unreadable() {
        assertThat(Run.with("a: [", "uninject", "-f", "-").exitCode()).isEqualTo(2);
        assertThat(Run.of("uninject").exitCode()).isEqualTo(2);
    }

    private static List<JsonNode> read(String text) {
        return new KubeYaml()
                .read(text, "text").stream().map(KubeYaml.Document::content).toList();
    }
}
