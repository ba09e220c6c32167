package alluxio.admission.app.registration;

import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.model.Keys;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects with labels and annotations that are misspelt or in the wrong place, and near misses, with what is to be said of each. */
final class MisplacedKeys {
    /** Values of the chart: some keys belong to another product. */
    static final String IGNORED = "config.injection.ignoredKeys=[\"alluxio.io/dataset\",\"alluxio.io/csi-*\"]";

    private static final String NO_LABEL = "; the only label is alluxio.io/inject, with \"true\" or \"false\"";

    private MisplacedKeys() {}

    /** @param says what each warning contains, in any order; empty: there is none */
    record KeyCase(String name, ObjectNode object, List<String> says) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<KeyCase> created() {
        return List.of(
                silent("an ordinary pod", pod("labels: {app: web}, annotations: {note: x}")),
                says(
                        "a misspelt label",
                        pod("labels: {alluxio.io/injct: 'true'}"),
                        "label alluxio.io/injct is not known (did you mean alluxio.io/inject?)" + NO_LABEL),
                says(
                        "a label in upper case",
                        pod("labels: {alluxio.io/Inject: 'true'}"),
                        "label alluxio.io/Inject is not known (did you mean alluxio.io/inject?)" + NO_LABEL),
                says(
                        "a label with another word",
                        pod("labels: {alluxio.io/injection: enabled}"),
                        "label alluxio.io/injection is not known (did you mean alluxio.io/inject?)" + NO_LABEL),
                says(
                        "a label that is like none",
                        pod("labels: {alluxio.io/zone: x}"),
                        "label alluxio.io/zone is not known" + NO_LABEL),
                says(
                        "an annotation as a label",
                        pod("labels: {alluxio.io/fuse-mode: host}"),
                        "label alluxio.io/fuse-mode has no effect: it is an annotation, not a label; move it to annotations"),
                says(
                        "a misspelt annotation",
                        pod("annotations: {alluxio.io/featuers: fuse}"),
                        "annotation alluxio.io/featuers is not known (did you mean alluxio.io/features?); known: profile, features,"
                                + " containers, exclude-containers, client-options, fuse-mode, fuse-path, scheduling"),
                says(
                        "several misspelt annotations",
                        pod("annotations: {alluxio.io/a: b, alluxio.io/c: d, alluxio.io/e: f}"),
                        "scheduling; and 2 more"),
                silent(
                        "keys of other products",
                        pod("labels: {alluxio.io/dataset: x}, annotations: {alluxio.io/csi-a: x}")),
                silent(
                        "another prefix",
                        pod("labels: {sub.alluxio.io/inject: x, alluxio: x}, annotations: {alluxio.io: x}")),
                silent(
                        "a pod of Alluxio's",
                        pod("annotations: {alluxio.io/allow-format: 'true', alluxio.io/allow-delete: 'true'}")),
                silent(
                        "a pod that a controller makes",
                        pod(
                                "labels: {alluxio.io/injct: 'true'}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: x,"
                                        + " uid: u, controller: true}]")),
                says(
                        "the label on a Deployment alone",
                        deployment("labels: {alluxio.io/inject: 'true'}", ""),
                        "label alluxio.io/inject has no effect in metadata of a Deployment; set it in spec.template.metadata.labels"),
                silent(
                        "the label on a Deployment and its template",
                        deployment("labels: {alluxio.io/inject: 'true'}", ", alluxio.io/inject: 'true'")),
                says(
                        "an annotation on a Deployment",
                        deployment("annotations: {alluxio.io/profile: x}", ", alluxio.io/inject: 'true'"),
                        "annotation alluxio.io/profile has no effect on a Deployment; set it in spec.template.metadata.annotations"),
                says(
                        "an annotation that would opt a Deployment in",
                        deployment("annotations: {alluxio.io/inject: 'true'}", ""),
                        "annotation alluxio.io/inject has no effect on a Deployment; to opt in, set the label in"
                                + " spec.template.metadata.labels"),
                silent(
                        "what allows a format",
                        deployment(
                                "annotations: {alluxio.io/allow-format: 'true', alluxio.io/allow-delete: 'true'}", "")),
                says(
                        "a misspelt label in a template",
                        deployment("", ", alluxio.io/injects: 'true'"),
                        "label alluxio.io/injects is not known (did you mean alluxio.io/inject?)" + NO_LABEL),
                says(
                        "annotations of a template that did not opt in",
                        deployment("", "}, annotations: {alluxio.io/features: fuse"),
                        "annotation alluxio.io/features has no effect: neither the template nor the namespace has the label"
                                + " alluxio.io/inject; set it to \"true\" in spec.template.metadata.labels"),
                silent(
                        "annotations of a template that opted in",
                        deployment("", ", alluxio.io/inject: 'true'}, annotations: {alluxio.io/features: fuse")),
                says(
                        "an annotation that would opt a template in",
                        deployment("", "}, annotations: {alluxio.io/inject: 'true'"),
                        "annotation alluxio.io/inject only opts out, with \"false\"; to opt in, move it to spec.template.metadata.labels"),
                silent(
                        "an annotation that opts a template out",
                        deployment("", "}, annotations: {alluxio.io/inject: 'false'")),
                says(
                        "a StatefulSet",
                        workload("StatefulSet", "serviceName: x, "),
                        "metadata of a StatefulSet",
                        "alluxio.io/injct"),
                says("a DaemonSet", workload("DaemonSet", ""), "metadata of a DaemonSet", "alluxio.io/injct"),
                says("a ReplicaSet", workload("ReplicaSet", ""), "metadata of a ReplicaSet", "alluxio.io/injct"),
                says("a Job", job(), "metadata of a Job", "label alluxio.io/injct"),
                says(
                        "a ReplicationController",
                        Pods.yaml(
                                "{apiVersion: v1, kind: ReplicationController, metadata: {name: case, labels: {alluxio.io/inject:"
                                        + " 'true'}}, spec: {selector: {app: x}, template: {metadata: {labels: {app: x, alluxio.io/injct: x}},"
                                        + " spec: {containers: [{name: app, image: a}]}}}}"),
                        "metadata of a ReplicationController",
                        "label alluxio.io/injct"),
                says(
                        "both levels of a CronJob",
                        cronJob("alluxio.io/inject: 'true'", "alluxio.io/injct: 'true'"),
                        "label alluxio.io/inject has no effect in spec.jobTemplate.metadata of a CronJob; set it in"
                                + " spec.jobTemplate.spec.template.metadata.labels",
                        "label alluxio.io/injct is not known (did you mean alluxio.io/inject?)"),
                silent("a CronJob whose pods opt in", cronJob("", "alluxio.io/inject: 'true'")));
    }

    /** Every annotation with its last letter missing, so that the lists of the chart and of the engine are compared. */
    static List<KeyCase> everyAnnotation() {
        return Keys.POD_ANNOTATIONS.stream()
                .map(key -> says(
                        "most of " + key,
                        Pods.annotated(Pods.minimal("case"), Map.of(key.substring(0, key.length() - 1), "x")),
                        "did you mean " + key + "?"))
                .toList();
    }

    private static KeyCase silent(String name, ObjectNode object) {
        return new KeyCase(name, object, List.of());
    }

    private static KeyCase says(String name, ObjectNode object, String... says) {
        return new KeyCase(name, object, List.of(says));
    }

    static ObjectNode pod(String metadata) {
        return Pods.yaml("{apiVersion: v1, kind: Pod, metadata: {name: case, " + metadata
                + "}, spec: {containers: [{name: app, image: a}]}}");
    }

    static ObjectNode deployment(String metadata, String labels) {
        return Pods.yaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: case, " + metadata
                + "}, spec: {selector: {matchLabels: {app: x}}, template: {metadata: {labels: {app: x" + labels
                + "}}, spec: {containers: [{name: app, image: a}]}}}}");
    }

    private static ObjectNode workload(String kind, String spec) {
        ObjectNode object = deployment("labels: {alluxio.io/inject: 'true'}", ", alluxio.io/injct: 'true'");
        object.put("kind", kind);
        JsonNode more = Pods.yaml("{" + spec + "}");
        more.properties().forEach(e -> object.withObject("/spec").set(e.getKey(), e.getValue()));
        return object;
    }

    private static ObjectNode job() {
        return Pods.yaml(
                "{apiVersion: batch/v1, kind: Job, metadata: {name: case, labels: {alluxio.io/inject: 'true'}}, spec:"
                        + " {template: {metadata: {labels: {alluxio.io/injct: x}}, spec: {restartPolicy: Never, containers: [{name: app, image:"
                        + " a}]}}}}");
    }

    private static ObjectNode cronJob(String jobLabels, String podLabels) {
        return Pods.yaml(
                "{apiVersion: batch/v1, kind: CronJob, metadata: {name: case}, spec: {schedule: '* * * * *', jobTemplate:"
                        + " {metadata: {labels: {" + jobLabels + "}}, spec: {template: {metadata: {labels: {"
                        + podLabels
                        + "}}, spec: {restartPolicy: Never, containers: [{name: app, image: a}]}}}}}}");
    }
}
