package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Kinds that are not Kubernetes' own")
class CustomKindsTest {
    private static final String LABELLED =
            "{metadata: {labels: {alluxio.io/inject: \"true\"}}, spec: {containers: [{name: app, image: a:1}]}}";
    private static final String PLAIN = "{spec: {containers: [{name: app, image: a:1}]}}";

    /** A misspelt annotation: refused when the pod is created. */
    private static final String REFUSED = LABELLED.replace(
            "labels: {alluxio.io/inject: \"true\"}",
            "labels: {alluxio.io/inject: \"true\"}, annotations: {alluxio.io/featurs: fuse}");

    /** A worker that shares its ports with the node's other worker. */
    private static final String WORKER = """
            {metadata: {}, spec: {hostNetwork: true, hostPID: true, dnsPolicy: ClusterFirstWithHostNet, containers: [
              {name: alluxio-worker, image: "alluxio/alluxio:2.9.6", command: [tini, --, /entrypoint.sh], args: [worker-only, --no-format],
               env: [{name: ALLUXIO_JAVA_OPTS, value: "-Dalluxio.master.hostname=m"}], ports: [{name: rpc, containerPort: 29998}]}]}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ray.io/v1 | RayCluster | {headGroupSpec: {template: @}} | spec.headGroupSpec.template",
                "ray.io/v1 | RayCluster | {workerGroupSpecs: [{groupName: g, template: @}]} | spec.workerGroupSpecs[0].template",
                "ray.io/v1 | RayJob | {rayClusterSpec: {headGroupSpec: {template: @}}} | spec.rayClusterSpec.headGroupSpec.template",
                "kubeflow.org/v1 | PyTorchJob | {pytorchReplicaSpecs: {Master: {template: @}}} | spec.pytorchReplicaSpecs.Master.template",
                "jobset.x-k8s.io/v1alpha2 | JobSet | {replicatedJobs: [{name: w, template: {spec: {template: @}}}]} | spec.replicatedJobs[name=w].template.spec.template",
                "leaderworkerset.x-k8s.io/v1 | LeaderWorkerSet | {leaderWorkerTemplate: {workerTemplate: @}} | spec.leaderWorkerTemplate.workerTemplate",
                "batch.volcano.sh/v1alpha1 | Job | {tasks: [{name: t, replicas: 2, template: @}]} | spec.tasks[name=t].template",
                "argoproj.io/v1alpha1 | Rollout | {replicas: 1, template: @} | spec.template",
                "apps.kruise.io/v1alpha1 | CloneSet | {template: @} | spec.template",
                "apps.openshift.io/v1 | DeploymentConfig | {template: @} | spec.template",
            })
    @DisplayName("whose definitions keep it are injected, wherever they have their templates")
    void injected(String apiVersion, String kind, String spec, String path) {
        Run run = Run.with(object(apiVersion, kind, spec, LABELLED), "inject", "-f", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains(kind + " default/x, " + path + ": injected short-circuit");
        assertThat(run.out()).contains("mountPath: /opt/domain", "alluxio.io/status");

        Run back = Run.with(run.out(), "uninject", "-f", "-");
        assertThat(back.exitCode()).as(back.err()).isZero();
        assertThat(read(back.out())).isEqualTo(read(object(apiVersion, kind, spec, LABELLED)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com/v1 | Fleet | {ships: [{template: @}]} | spec.ships[0].template | kubectl apply --dry-run=server",
                "apps.kruise.io/v1beta1 | StatefulSet | {template: @} | spec.template | kubectl apply --dry-run=server",
                "serving.knative.dev/v1 | Service | {template: @} | spec.template | set it in spec.template.metadata.labels",
            })
    @DisplayName("that are not known to keep it stay as they are, and the report says where the label belongs")
    void notWritten(String apiVersion, String kind, String spec, String path, String advice) {
        String manifest = object(apiVersion, kind, spec, LABELLED);
        Run run = Run.with(manifest, "inject", "-f", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(read(run.out())).isEqualTo(read(manifest));
        assertThat(run.err()).contains(kind + " default/x, " + path + ": not written: ", advice);
        assertThat(Run.with(manifest, "explain", "-f", "-").out()).contains("not written");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sparkoperator.k8s.io/v1beta2 | SparkApplication | {driver: {image: a}, executor: {image: a}} | spec.driver.labels and spec.executor.labels",
                "sparkoperator.k8s.io/v1beta2 | SparkApplication | {driver: {cores: 1}, executor: {cores: 2}} | spec.driver.labels and spec.executor.labels",
                "argoproj.io/v1alpha1 | Workflow | {templates: [{name: t, container: {image: a}}]} | metadata.labels of each entry of spec.templates",
                "monitoring.coreos.com/v1 | Prometheus | {containers: [{name: prometheus, image: p}]} | where this kind takes the labels of its pods",
                "example.com/v1 | Thing | {pod: {sidecars: [{image: p}]}} | where this kind takes the labels of its pods",
            })
    @DisplayName("with parts of pods are neither judged nor written, and both say so")
    void parts(String apiVersion, String kind, String spec, String where) {
        String manifest = object(apiVersion, kind, spec, "");
        Run inject = Run.with(manifest, "inject", "-f", "-");
        assertThat(inject.exitCode()).isZero();
        assertThat(inject.err()).contains(kind + " default/x: not injected: ", where);
        Run validate = Run.with(manifest, "validate", "-f", "-");
        assertThat(validate.exitCode()).isZero();
        assertThat(validate.out())
                .contains(kind + " default/x: not judged: ", where, "0 refused, 0 with warnings, 0 fine, 1 not judged");
        JsonNode json = JsonMapper.shared()
                .readTree(
                        Run.with(manifest, "validate", "-f", "-", "-o", "json").out());
        assertThat(json.at("/notJudged/0/object/kind").asString()).isEqualTo(kind);
        assertThat(json.at("/notJudged/0/reason").asString()).contains(where);
        assertThat(Run.with(manifest, "validate", "-f", "-", "-o", "junit").out())
                .contains("skipped=\"1\"", "<skipped message=\"not judged: ");
        assertThat(Run.with(manifest, "explain", "-f", "-").out()).contains(where);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sparkoperator.k8s.io/v1beta2 | SparkApplication | {driver: {image: a}, executor: {@}} | spec.executor",
                "sparkoperator.k8s.io/v1beta2 | ScheduledSparkApplication | {template: {driver: {@}}} | spec.template.driver",
                "argoproj.io/v1alpha1 | Workflow | {templates: [{name: t}, {name: u, metadata: {@}}]} | spec.templates[1].metadata",
                "argoproj.io/v1alpha1 | CronWorkflow | {workflowSpec: {podMetadata: {@}}} | spec.workflowSpec.podMetadata",
                "trainer.kubeflow.org/v1alpha1 | TrainJob | {podTemplateOverrides: [{metadata: {@}}]} | spec.podTemplateOverrides[0].metadata",
                "flink.apache.org/v1beta1 | FlinkDeployment | {podTemplate: {metadata: {@}}} | spec.podTemplate.metadata",
            })
    @DisplayName("with parts of pods: a label at the right place is seen, and a misspelt one is found")
    void labels(String apiVersion, String kind, String spec, String place) {
        String manifest = object(apiVersion, kind, spec, "labels: {alluxio.io/inject: \"true\"}");
        Run run = Run.with(manifest, "inject", "-f", "-");
        assertThat(run.err())
                .contains("the webhook injects its pods when they are created", "is in " + place + ".labels")
                .doesNotContain("inject-key");
        Run misspelt = Run.with(manifest.replace("inject:", "injct:"), "inject", "-f", "-");
        assertThat(misspelt.err())
                .contains("label alluxio.io/injct is not known (did you mean", "set the label alluxio.io/inject");
    }

    @Test
    @DisplayName("are judged by the rules for pods, at the paths of the object, whether or not they are written")
    void judged() {
        for (String[] kind : List.of(
                new String[] {"ray.io/v1", "RayCluster"},
                new String[] {"example.com/v1", "Fleet"},
                new String[] {"serving.knative.dev/v1", "Service"})) {
            String manifest = object(kind[0], kind[1], "{group: {template: @}}", REFUSED);
            Run run = Run.with(manifest, "validate", "-f", "-", "-o", "json");
            assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
            JsonNode finding = JsonMapper.shared().readTree(run.out()).at("/findings/0");
            assertThat(finding.path("path").asString())
                    .isEqualTo("spec.group.template.metadata.annotations[alluxio.io/featurs]");
            assertThat(finding.at("/object/kind").asString()).isEqualTo(kind[1]);
        }
        String template = Run.with(
                        object("example.com/v1", "Fleet", "{a: {template: @}, b: [{t: @}]}", WORKER),
                        "validate",
                        "-f",
                        "-")
                .out();
        assertThat(template)
                .contains("Fleet default/x: ", "at spec.a.template.spec.", "at spec.b[0].t.spec.", "1 object: ");
    }

    @Test
    @DisplayName("with a template get the verdict that the webhook gives on a pod that is made from it")
    void agreement() {
        String pod = "apiVersion: v1\nkind: Pod\n<<: " + WORKER.replace("metadata: {}", "metadata: {name: w}") + "\n";
        JsonNode ofPod = JsonMapper.shared()
                .readTree(Run.with(pod, "validate", "-f", "-", "-o", "json").out())
                .path("findings");
        JsonNode ofTemplate = JsonMapper.shared()
                .readTree(Run.with(
                                object("example.com/v1", "Fleet", "{template: @}", WORKER),
                                "validate",
                                "-f",
                                "-",
                                "-o",
                                "json")
                        .out())
                .path("findings");
        assertThat(ofPod).isNotEmpty();
        assertThat(ofTemplate
                        .valueStream()
                        .map(f -> f.path("rule").asString() + " "
                                + f.path("severity").asString() + " "
                                + f.path("path").asString()))
                .containsExactlyElementsOf(ofPod.valueStream()
                        .map(f -> f.path("rule").asString() + " "
                                + f.path("severity").asString() + " spec.template."
                                + f.path("path").asString())
                        .toList());
    }

    @Test
    @DisplayName("are not reached by the label of a namespace")
    void namespace() {
        String manifests =
                "apiVersion: v1\nkind: Namespace\nmetadata: {name: default, labels: {alluxio.io/inject: \"true\"}}\n---\n"
                        + object("ray.io/v1", "RayCluster", "{headGroupSpec: {template: @}}", PLAIN)
                        + "---\n"
                        + object("apps/v1", "Deployment", "{template: @}", PLAIN);
        Run run = Run.with(manifests, "inject", "-f", "-");
        assertThat(run.err())
                .contains(
                        "RayCluster default/x, spec.headGroupSpec.template: not asked, the label of a namespace does not reach",
                        "Deployment default/x: injected");
        List<JsonNode> before = read(manifests);
        assertThat(read(run.out()).get(1)).isEqualTo(before.get(1));
    }

    @Test
    @DisplayName("are told from Kubernetes' own by their group, also as what others look at")
    void namesakes() {
        String service = "kind: Service\nmetadata: {name: x}\nspec: {ports: [{port: 1}]}\n";
        String own =
                Run.with("apiVersion: v1\n" + service, "validate", "-f", "-").out();
        String knative = Run.with("apiVersion: serving.knative.dev/v1\n" + service, "validate", "-f", "-")
                .out();
        assertThat(own).contains("1 fine");
        assertThat(knative).contains("0 fine, 1 not judged");
        String job = Run.with(
                        object("batch.volcano.sh/v1alpha1", "Job", "{template: {x: 1}}", ""), "explain", "-f", "-")
                .out();
        assertThat(job).doesNotContain("passed");
    }

    @Test
    @DisplayName("with a container that has no name keep no other object from being written")
    void namelessInCustomKind() {
        String manifests =
                object("serving.knative.dev/v1", "Service", "{template: @}", LABELLED.replace("name: app, ", ""))
                        + "---\n"
                        + object("apps/v1", "Deployment", "{template: @}", LABELLED);
        Run run = Run.with(manifests, "inject", "-f", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "Service default/x, spec.template: not asked, a container in spec.template.spec.containers has no name",
                        "Deployment default/x: injected");
        assertThat(run.out()).contains("/opt/domain");
        assertThat(Run.with(manifests, "validate", "-f", "-").out())
                .contains("Service default/x: not judged: a container in spec.template.spec.containers has no name");
    }

    @Test
    @DisplayName("or not: a labelled pod with a container that has no name is named where nothing is written")
    void namelessPod() {
        String manifests = object("apps/v1", "Deployment", "{template: @}", LABELLED.replace("name: app, ", ""))
                + "---\n"
                + object("apps/v1", "StatefulSet", "{template: @}", LABELLED);
        Run run = Run.with(manifests, "inject", "-f", "-");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("nothing was written, because an object is refused: Deployment default/x");
    }

    @Test
    @DisplayName("inside OpenShift's Template are objects of their own")
    void openShiftTemplate() {
        String manifest = "apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: {name: t}\n"
                + "parameters: [{name: IMAGE}]\nobjects:\n- {apiVersion: v1, kind: Service, metadata: {name: s}}\n"
                + "- {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: " + LABELLED
                + "}}\n";
        Run run = Run.with(manifest, "inject", "-f", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("Deployment default/d: injected");
        assertThat(read(run.out())
                        .getFirst()
                        .at("/objects/1/spec/template/spec/volumes/0/name")
                        .asString())
                .isEqualTo("alluxio-domain");
    }

    private static String object(String apiVersion, String kind, String spec, String template) {
        return "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: x}\nspec: "
                + spec.replace("@", template.replace("\n", " ")) + "\n";
    }

    private static List<JsonNode> read(String text) {
        return new KubeYaml()
                .read(text, "text").stream().map(KubeYaml.Document::content).toList();
    }
}
