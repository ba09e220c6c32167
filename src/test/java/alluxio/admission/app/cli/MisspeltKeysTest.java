package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API server's policy about keys says in a cluster, for manifests. KeysPolicyIT has the policy. */
@DisplayName("Misspelt and misplaced keys in manifests")
class MisspeltKeysTest {
    private static final String MANIFESTS = """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: team
              labels:
                alluxio.io/injct: "true"
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              labels:
                alluxio.io/inject: "true"
              annotations:
                alluxio.io/profil: x
            spec:
              template:
                metadata:
                  annotations:
                    alluxio.io/features: fuse
                spec: {containers: [{name: app, image: a:1}]}
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly}
            spec:
              jobTemplate:
                metadata:
                  labels:
                    alluxio.io/inject: "true"
                spec:
                  template:
                    metadata:
                      labels:
                        alluxio.io/fuse-mode: host
                    spec: {containers: [{name: app, image: a:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: p
              labels:
                alluxio.io/Inject: "true"
                alluxio.io/dataset-a: x
            spec: {containers: [{name: app, image: a:1}]}
            """;
    private static final List<String> FOUND = List.of(
            "6|Namespace default/team|label alluxio.io/injct is not known (did you mean \"alluxio.io/inject\"?)|the only label is alluxio.io/inject",
            "13|Deployment default/web|label alluxio.io/inject has no effect in metadata of a Deployment|set it in spec.template.metadata.labels",
            "15|Deployment default/web|annotation alluxio.io/profil is not known (did you mean \"alluxio.io/profile\"?)|known: alluxio.io/profile",
            "20|Deployment default/web|annotation alluxio.io/features has no effect: neither the pod nor its namespace has the label"
                    + " alluxio.io/inject|to opt in, set the label alluxio.io/inject: \"true\" in spec.template.metadata.labels",
            "30|CronJob default/nightly|label alluxio.io/inject has no effect in spec.jobTemplate.metadata of a CronJob|set it in"
                    + " spec.jobTemplate.spec.template.metadata.labels",
            "35|CronJob default/nightly|label alluxio.io/fuse-mode has no effect: it is an annotation, not a label|move it to"
                    + " spec.jobTemplate.spec.template.metadata.annotations",
            "43|Pod default/p|label alluxio.io/Inject is not known (did you mean \"alluxio.io/inject\"?)|the only label is alluxio.io/inject");
    private static final String OTHERS = "label alluxio.io/dataset-a is not known";

    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("are reported by inject with their lines and the nearest key, and what is written is as ever")
    void inject() {
        Run run = Run.with(MANIFESTS, "inject", "-f", "-");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("alluxio.io/profil: x");
        for (String row : FOUND) {
            String[] parts = row.split("\\|");
            assertThat(run.err()).contains(":" + parts[0] + ": " + parts[1] + ": " + parts[2] + "; " + parts[3]);
        }
        assertThat(run.err()).contains(OTHERS);
    }

    @Test
    @DisplayName("are findings of validate and explain, with their lines, and refuse nothing")
    void validate() {
        Run validate = Run.with(MANIFESTS, "validate", "-f", "-");
        Run explain = Run.with(MANIFESTS, "explain", "-f", "-");
        assertThat(validate.exitCode()).as(validate.err()).isZero();
        assertThat(explain.exitCode()).as(explain.err()).isZero();
        for (String row : FOUND) {
            String[] parts = row.split("\\|");
            assertThat(validate.out()).contains(":" + parts[0] + ")", "why    " + parts[2], "fix    " + parts[3]);
            assertThat(words(explain.out())).contains(words(parts[2] + ". Fix: " + parts[3]));
        }
        assertThat(validate.out()).contains("warn inject-key at metadata.labels[alluxio.io/injct]");
    }

    private static String words(String text) {
        return String.join(" ", text.strip().split("\\s+"));
    }

    @Test
    @DisplayName("are not those of products that the configuration names")
    void ignored() throws IOException {
        Path config = Files.writeString(folder.resolve("c.yaml"), """
                apiVersion: admission.alluxio.io/v1
                kind: AdmissionConfiguration
                injection: {ignoredKeys: ["alluxio.io/dataset-*"]}
                profiles: []
                """);
        for (String command : List.of("inject", "validate", "explain")) {
            Run run = Run.with(MANIFESTS, command, "-f", "-", "--config", config.toString());
            assertThat(run.out() + run.err())
                    .contains("alluxio.io/Inject is not known")
                    .doesNotContain(OTHERS);
        }
        String optedIn = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p, labels: {alluxio.io/inject: "true"}, annotations: {alluxio.io/%s: x}}
                spec: {containers: [{name: app, image: a:1}]}
                """;
        assertThat(Run.with(optedIn.formatted("dataset-b"), "inject", "-f", "-").exitCode())
                .isEqualTo(1);
        Run allowed = Run.with(optedIn.formatted("dataset-b"), "inject", "-f", "-", "--config", config.toString());
        assertThat(allowed.exitCode()).as(allowed.err()).isZero();
        assertThat(Run.with(optedIn.formatted("datset-b"), "inject", "-f", "-", "--config", config.toString())
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("are found with a misspelt prefix, too, also on a pod that opted in")
    void nearPrefix() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p, labels: {%s}, annotations: {aluxio.io/features: fuse, other.com/features: x}}
                spec: {containers: [{name: app, image: a:1}]}
                """;
        String annotation = "annotation aluxio.io/features is not known (did you mean \"alluxio.io/features\"?)";
        assertThat(Run.with(pod.formatted("alluxio.com/inject: \"true\""), "validate", "-f", "-")
                        .out())
                .contains(
                        "warn inject-key at metadata.labels[alluxio.com/inject]",
                        "label alluxio.com/inject is not known (did you mean \"alluxio.io/inject\"?)",
                        annotation)
                .doesNotContain("other.com");
        assertThat(Run.with(pod.formatted("alluxio.io/inject: \"true\""), "validate", "-f", "-")
                        .out())
                .contains(annotation);
    }

    @Test
    @DisplayName("are not keys that are right, nor what a controller made")
    void right() {
        String manifests = """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: web, labels: {alluxio.io/inject: "true"}, annotations: {alluxio.io/allow-delete: "true"}}
                spec:
                  template:
                    metadata: {labels: {alluxio.io/inject: "true"}, annotations: {alluxio.io/allow-format: "true", alluxio.io/features: ""}}
                    spec: {containers: [{name: app, image: a:1}]}
                ---
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata:
                  name: web
                  labels: {alluxio.io/injct: x}
                  ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: u, controller: true}]
                spec: {template: {metadata: {labels: {alluxio.io/injct: x}}, spec: {containers: [{name: app, image: a:1}]}}}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: team, labels: {alluxio.io/inject: "true", sub.alluxio.io/x: y}}
                """;
        assertThat(Run.with(manifests, "inject", "-f", "-").err()).doesNotContain("known", "no effect");
        assertThat(Run.with(manifests, "validate", "-f", "-").out()).doesNotContain("inject-key");
    }
}
