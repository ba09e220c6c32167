package alluxio.admission.app.registration;

import alluxio.admission.app.apiserver.Pods;
import alluxio.admission.model.Keys;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Pods that arrive without the webhook's work, and what the policy must say of each. */
final class PolicyCases {
    /** A value of the chart: these pods are left alone. */
    static final String EXCLUDED_PODS = "config.injection.excludedPods="
            + "[{\"matchLabels\":{\"app\":\"importer\"},\"matchExpressions\":[{\"key\":\"keep\",\"operator\":\"DoesNotExist\"}]}]";

    private static final String SILENT = "";
    private static final String NO_ANSWER = "and was not injected: the webhook did not answer";
    private static final String NOT_OURS = "has an alluxio.io/status that no injection wrote";
    private static final String NO_VOLUMES = "has an alluxio.io/status that names volumes it does not have";
    private static final String HEAD =
            "{\"schema\":1,\"result\":\"injected\",\"profile\":\"alluxio\",\"digest\":\"0af1\",\"features\":[\"short-circuit\"]";
    private static final String WITH_DOMAIN = HEAD + ",\"added\":{\"mounts\":{\"app\":{\"/opt/domain\":\"1\"}},"
            + "\"volumes\":{\"\":{\"alluxio-domain\":\"2\"}}},\"parents\":{\"spec.volumes\":\"absent\"}}";

    /**
     * @param namespace the label of the namespace, or {@code none}, or {@code excluded}
     * @param says in the warning or the refusal; empty: nothing is said
     */
    record PodCase(String name, String namespace, ObjectNode pod, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    private PolicyCases() {}

    static List<PodCase> pods() {
        ObjectNode plain = Pods.minimal("case");
        ObjectNode asks = Pods.labelled(plain, "true");
        return List.of(
                new PodCase("a pod that did not opt in", "none", plain, SILENT),
                new PodCase(
                        "a pod that opted in",
                        "none",
                        asks,
                        "pod case asks for Alluxio (label alluxio.io/inject) " + NO_ANSWER),
                new PodCase("a pod that opted in, its namespace out", "false", asks, NO_ANSWER),
                new PodCase("a label with a typo", "none", Pods.labelled(plain, "yes"), NO_ANSWER),
                new PodCase("an empty label", "none", Pods.labelled(plain, ""), NO_ANSWER),
                new PodCase("a pod whose namespace opted in", "true", plain, "(label alluxio.io/inject of namespace "),
                new PodCase("a pod whose namespace opted out", "false", plain, SILENT),
                new PodCase("a pod that opted out, its namespace in", "true", Pods.labelled(plain, "false"), SILENT),
                new PodCase(
                        "a pod that an annotation opts out, its namespace in",
                        "true",
                        annotated(plain, "false"),
                        SILENT),
                new PodCase(
                        "a pod that an annotation opts out, its label in", "none", annotated(asks, "false"), SILENT),
                new PodCase("an annotation with a typo", "true", annotated(plain, "False"), NO_ANSWER),
                new PodCase("an annotation that would opt in", "true", annotated(plain, "true"), NO_ANSWER),
                new PodCase("a pod that the configuration excludes, its namespace in", "true", importer(), SILENT),
                new PodCase(
                        "a pod that the configuration excludes, its label in",
                        "none",
                        Pods.labelled(importer(), "true"),
                        SILENT),
                new PodCase("a pod with one label of two that exclude", "true", kept(), NO_ANSWER),
                new PodCase("a pod with a generated name", "none", generated(asks), "pod case-"),
                new PodCase("an excluded namespace", "excluded", asks, SILENT),
                new PodCase("a mirror pod", "none", mirror(asks), SILENT),
                new PodCase("a pod of this product, where that is installed", "true", ofThisProduct(), SILENT),
                new PodCase("a pod that says so elsewhere", "none", Pods.labelled(ofThisProduct(), "true"), NO_ANSWER),
                new PodCase("Alluxio's master by name", "true", container("{name: alluxio-master, image: x}"), SILENT),
                new PodCase(
                        "Alluxio's worker by its command",
                        "true",
                        container("{name: w, image: x, command: [tini, --, /entrypoint.sh], args: [worker-only]}"),
                        SILENT),
                new PodCase(
                        "Alluxio's proxy by image and argument",
                        "true",
                        container("{name: p, image: \"alluxio/alluxio:2.9.6\", args: [proxy]}"),
                        SILENT),
                new PodCase(
                        "Alluxio's coordinator by process start",
                        "true",
                        container("{name: c, image: x, command: [alluxio, process, start, coordinator]}"),
                        SILENT),
                new PodCase("Alluxio's worker by image and label", "true", labelledWorker(), SILENT),
                new PodCase("nothing but FUSE", "true", container("{name: alluxio-fuse, image: x}"), SILENT),
                new PodCase(
                        "a server beside something else",
                        "true",
                        container("{name: alluxio-job-worker, image: x}, {name: logs, image: app}"),
                        SILENT),
                new PodCase(
                        "Alluxio's master with a label of its own",
                        "none",
                        Pods.labelled(container("{name: alluxio-master, image: x}"), "true"),
                        NO_ANSWER),
                new PodCase(
                        "an application with a FUSE sidecar",
                        "true",
                        container("{name: app, image: app}, {name: alluxio-fuse, image: x}"),
                        NO_ANSWER),
                new PodCase(
                        "a job that formats",
                        "true",
                        container("{name: alluxio-master, image: x, command: [alluxio, formatJournal]}"),
                        NO_ANSWER),
                new PodCase(
                        "a client in Alluxio's image",
                        "true",
                        container("{name: app, image: \"alluxio/alluxio:2.9.6\", command: [alluxio, fs, ls]}"),
                        NO_ANSWER),
                new PodCase(
                        "a skipped pod",
                        "none",
                        status("{\"schema\":1,\"result\":\"skipped\",\"reason\":\"a Windows pod\"}"),
                        SILENT),
                new PodCase("an injected pod", "none", withVolume(status(WITH_DOMAIN), "alluxio-domain"), SILENT),
                new PodCase("an injected pod without additions", "none", status(HEAD + "}"), SILENT),
                new PodCase("a status that is no JSON", "none", status("injected"), NOT_OURS),
                new PodCase("a status of another shape", "none", status("{\"result\":\"injected\"}"), NOT_OURS),
                new PodCase(
                        "a status without a profile",
                        "none",
                        status("{\"schema\":1,\"result\":\"injected\"}"),
                        NOT_OURS),
                new PodCase(
                        "a status with another result",
                        "none",
                        status("{\"schema\":1,\"result\":\"done\",\"profile\":\"alluxio\"}"),
                        NOT_OURS),
                new PodCase("a status of another pod", "none", status(WITH_DOMAIN), NO_VOLUMES),
                new PodCase(
                        "a status with a volume of another name",
                        "none",
                        withVolume(status(WITH_DOMAIN), "alluxio-domain-2"),
                        NO_VOLUMES),
                new PodCase(
                        "a status with one of two volumes",
                        "none",
                        withVolume(
                                status(WITH_DOMAIN.replace("\"2\"", "\"2\",\"alluxio-fuse\":\"3\"")), "alluxio-domain"),
                        NO_VOLUMES),
                new PodCase(
                        "a status of another pod in an opted-in namespace",
                        "true",
                        Pods.unlabelled(status(WITH_DOMAIN)),
                        NO_VOLUMES),
                new PodCase("a status with hundreds of volumes", "none", status(manyVolumes()), NO_VOLUMES));
    }

    private static ObjectNode container(String containers) {
        return Pods.yaml(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: case}\nspec: {containers: [" + containers + "]}\n");
    }

    private static ObjectNode annotated(ObjectNode pod, String value) {
        return Pods.annotated(pod, Map.of(Keys.INJECT, value));
    }

    /** A pod that {@link #EXCLUDED_PODS} selects. */
    static ObjectNode importer() {
        ObjectNode pod = Pods.minimal("case");
        pod.withObject("/metadata").withObjectProperty("labels").put("app", "importer");
        return pod;
    }

    private static ObjectNode kept() {
        ObjectNode pod = importer();
        pod.withObject("/metadata/labels").put("keep", "");
        return pod;
    }

    private static ObjectNode generated(ObjectNode pod) {
        ObjectNode copy = pod.deepCopy();
        copy.withObject("/metadata").put("generateName", "case-").remove("name");
        return copy;
    }

    private static ObjectNode mirror(ObjectNode pod) {
        ObjectNode copy = Pods.annotated(pod, Map.of("kubernetes.io/config.mirror", "x"));
        copy.withObject("/spec").put("nodeName", "node");
        return copy;
    }

    private static ObjectNode ofThisProduct() {
        ObjectNode pod = Pods.minimal("case");
        pod.withObject("/metadata/labels").put("app.kubernetes.io/name", "alluxio-admission");
        return pod;
    }

    private static ObjectNode labelledWorker() {
        ObjectNode pod = container("{name: w, image: \"example.com/alluxio:2.9.6\"}");
        pod.withObject("/metadata/labels").put("role", "alluxio-worker");
        return pod;
    }

    private static ObjectNode status(String status) {
        return Pods.annotated(Pods.labelled(Pods.minimal("case"), "true"), Map.of(Keys.STATUS, status));
    }

    private static ObjectNode withVolume(ObjectNode pod, String name) {
        ObjectNode copy = pod.deepCopy();
        copy.withObject("/spec")
                .withArrayProperty("volumes")
                .addObject()
                .put("name", name)
                .putObject("emptyDir");
        return copy;
    }

    private static String manyVolumes() {
        StringBuilder volumes = new StringBuilder("\"v0\":\"0\"");
        for (int i = 1; i < 500; i++) {
            volumes.append(",\"v").append(i).append("\":\"0\"");
        }
        return HEAD + ",\"added\":{\"volumes\":{\"\":{" + volumes + "}}}}";
    }
}
