package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CheckIT has the same of live objects. */
@DisplayName("explain of a pod that was meant to opt in")
class ExplainMissedOptInTest {
    private static final String SPEC = "spec: {containers: [{name: app, image: a:1}]}";
    private static final String MISSPELT =
            "not asked the pod has the label alluxio.io/injct, which is not known (did you mean \"alluxio.io/inject\"?) to do ";

    @ParameterizedTest
    @CsvSource({"alluxio.io/injct", "alluxio.io/Inject", "aluxio.io/inject", "alluxio.com/inject"})
    @DisplayName("names the misspelt label in the decision")
    void misspelt(String key) {
        assertThat(explain("""
                {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {%s: "true"}}, %s}
                """.formatted(key, SPEC)))
                .contains("-: Pod default/a not asked the pod has the label " + key + ", which is not known"
                        + " (did you mean \"alluxio.io/inject\"?) to do correct it in metadata.labels");
    }

    @Test
    @DisplayName("names the annotation that only opts out")
    void annotation() {
        assertThat(explain("""
                {apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {alluxio.io/inject: "true"}}, %s}
                """.formatted(SPEC)))
                .contains(
                        "not asked the pod has the annotation alluxio.io/inject, which only opts out, with \"false\" to do move"
                                + " it to metadata.labels");
    }

    @Test
    @DisplayName("names the workload of a pod that a controller made, though only the pod is there")
    void controlledPod() {
        assertThat(explain(pod(
                        "labels: {alluxio.io/injct: \"true\", pod-template-hash: 6d4f}", "ReplicaSet", "report-6d4f")))
                .contains(MISSPELT + "correct it in spec.template.metadata.labels of Deployment default/report");
        assertThat(explain(pod("labels: {alluxio.io/injct: \"true\"}", "ReplicaSet", "report-6d4f")))
                .contains(MISSPELT + "correct it in spec.template.metadata.labels of ReplicaSet default/report-6d4f");
        assertThat(explain(pod("labels: {alluxio.io/injct: \"true\"}", "RayCluster", "ray")
                        .replace("apps/v1", "ray.io/v1")))
                .contains(MISSPELT + "correct it in the labels that RayCluster default/ray gives its pods");
    }

    @Test
    @DisplayName("follows the controllers among the manifests, and names the label beside the template")
    void chain() {
        String pod = pod("labels: {pod-template-hash: 6d4f}", "ReplicaSet", "report-6d4f");
        String template = "template: {metadata: {labels: {app: x}}, " + SPEC + "}";
        String replicaSet = """
                {apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: report-6d4f, ownerReferences: [{apiVersion: apps/v1,
                kind: Deployment, name: report, uid: u, controller: true}]}, spec: {%s}}
                """.formatted(template);
        String deployment = """
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: report, labels: {alluxio.io/inject: "true"}}, spec: {%s}}
                """.formatted(template);
        String said =
                "not asked Deployment default/report has the label alluxio.io/inject in its own metadata, not in its template"
                        + " to do set the label alluxio.io/inject: \"true\" in spec.template.metadata.labels";
        assertThat(explain(deployment)).contains("-: Deployment default/report, spec.template " + said);
        assertThat(explain(pod + "---\n" + replicaSet + "---\n" + deployment))
                .contains(
                        "-: Pod default/a " + said + " of Deployment default/report",
                        "-: ReplicaSet default/report-6d4f, spec.template " + said + " of Deployment default/report");
        assertThat(explain(pod + "---\n" + deployment))
                .as("without the ReplicaSet")
                .contains("-: Pod default/a " + said);
    }

    @Test
    @DisplayName("names the CronJob of a Job, and a circle of controllers ends")
    void cronJob() {
        String pod = pod("labels: {x: y}", "Job", "nightly-1").replace("apps/v1", "batch/v1");
        String job = """
                {apiVersion: batch/v1, kind: Job, metadata: {name: nightly-1, ownerReferences: [{apiVersion: batch/v1, kind: %s,
                name: %s, uid: u, controller: true}]}, spec: {template: {metadata: {}, %s}}}
                """;
        String cronJob = """
                {apiVersion: batch/v1, kind: CronJob, metadata: {name: nightly}, spec: {jobTemplate: {metadata: {labels:
                {alluxio.io/inject: "true"}}, spec: {template: {metadata: {}, %s}}}}}
                """.formatted(SPEC);
        assertThat(explain(pod + "---\n" + job.formatted("CronJob", "nightly", SPEC) + "---\n" + cronJob))
                .contains(
                        "-: Pod default/a not asked CronJob default/nightly has the label alluxio.io/inject in its own metadata, not"
                                + " in its template to do set the label alluxio.io/inject: \"true\" in"
                                + " spec.jobTemplate.spec.template.metadata.labels of CronJob default/nightly");
        assertThat(explain(pod + "---\n" + job.formatted("Job", "nightly-1", SPEC)))
                .contains("-: Pod default/a not asked neither the pod");
    }

    @Test
    @DisplayName("says nothing of a pod that opted out, of others' keys, or of a namespace that opted in")
    void others() {
        String config = "label alluxio.io/inject to do set the label";
        assertThat(explain("""
                {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {alluxio.io/zone: x, istio.io/inject: "true"}}, %s}
                """.formatted(SPEC))).contains(config);
        assertThat(explain("""
                {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {alluxio.io/injct: "true"}, annotations:
                {alluxio.io/inject: "false"}}, %s}
                """.formatted(SPEC))).contains(config);
        assertThat(explain("""
                {apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {alluxio.io/inject: "true"}}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {alluxio.io/injct: "true"}}, %s}
                """.formatted(SPEC))).contains("-: Pod default/a refused");
    }

    @Test
    @DisplayName("says of a pod that exists and was not injected that only a new one would be")
    void late() {
        String late = """
                {apiVersion: v1, kind: Pod, metadata: {name: a, uid: u, labels: {alluxio.io/inject: "true"}%s}, %s}
                """;
        String again =
                "-: Pod default/a not injected a new pod like it would be, as follows; this one was created before it or its"
                        + " namespace had the label, or while the webhook did not answer to do ";
        assertThat(explain(late.formatted("", SPEC)))
                .contains(again + "delete it and apply it again; alluxio-admission check");
        assertThat(explain(late.formatted(
                        ", ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: s, uid: v, controller: true}]",
                        SPEC)))
                .contains(again + "delete it, and its StatefulSet creates it again");
        assertThat(Run.with(late.formatted("", SPEC), "explain", "-o", "json", "-f", "-")
                        .out())
                .contains("\"decision\": \"not injected\"");
        assertThat(explain(late.replace("uid: u, ", "").formatted("", SPEC))).contains("-: Pod default/a injected");
        assertThat(explain(late.formatted(", annotations: {" + Keys.STATUS + ": x}", SPEC)))
                .doesNotContain("not injected");
    }

    private static String pod(String metadata, String kind, String owner) {
        return """
                {apiVersion: v1, kind: Pod, metadata: {name: a, uid: v, %s, ownerReferences: [{apiVersion: apps/v1, kind: %s,
                name: %s, uid: u, controller: true}]}, %s}
                """.formatted(metadata, kind, owner, SPEC);
    }

    private static String explain(String manifests) {
        Run run = Run.with(manifests, "explain", "-f", "-");
        return String.join(" ", (run.out() + run.err()).strip().split("\\s+"));
    }
}
