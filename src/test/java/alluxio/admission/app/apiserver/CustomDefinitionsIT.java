package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.CustomDefinition.Module;
import alluxio.admission.app.cli.Run;
import alluxio.admission.app.documents.EngineBlocks;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.kube.KubernetesKinds;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@DisplayName("An injected custom resource, in a real API server with its project's own definition")
class CustomDefinitionsIT {
    private static final String NAMESPACE = "custom-definitions";
    private static final String ENGINES = "engines-page";

    /** With all that an injection can write: native sidecar, hostPath, Secrets, host aliases, node affinity. */
    private static final String CONFIGURATION = """
            apiVersion: admission.alluxio.io/v1
            kind: AdmissionConfiguration
            defaultProfile: alluxio
            profiles:
            - name: alluxio
              namespace: alluxio
              version: 2.9.6
              master: {addresses: ["alluxio-master-0:19998"]}
              shortCircuit: {policy: uuid, hostPath: /tmp/alluxio-domain, mountPath: /opt/domain}
              fuse: {mode: sidecar, hostPath: /mnt/alluxio, mountPath: /mnt/alluxio, directory: fuse, image: "alluxio/alluxio:2.9.6"}
              hdfs: {secrets: [{name: alluxio-hdfs-config, directory: hdfsConfig}], confDir: hdfsConfig}
              hostAliases: [{ip: 10.0.0.7, hostnames: [namenode]}]
              scheduling: {nodeSelector: {alluxio: worker}}
              features: [short-circuit, fuse, hdfs, host-aliases]
            """;

    private static final String TEMPLATE =
            "{metadata: {labels: {app: x, alluxio.io/inject: \"true\"}}, spec: {containers: [{name: %s, image: a:1}]}}";

    private static final Module KUBERAY = new Module(
            "github.com/ray-project/kuberay/ray-operator@v1.5.0", "h1:KCjCQ7PSsvs9Ke+90CZbbs498nuaIJ/JkXk4vd54EVg=");
    private static final Module TRAINING = new Module(
            "github.com/kubeflow/training-operator@v1.8.1", "h1:mVvoBSCInbMBX0gGSn4+Ihj3ycwoLO1iEAw+0qPhQfc=");
    private static final Module ROLLOUTS =
            new Module("github.com/argoproj/argo-rollouts@v1.8.3", "h1:blbtQva4IK9r6gFh+dWkCrLnFdPOWiv9ubQYu36qeaA=");
    private static final Module TRAINER =
            new Module("github.com/kubeflow/trainer/v2@v2.1.0", "h1:jRABD9ZYToamNH2atHze3L/VC/v6KCAqUEqsOQOjVTg=");
    private static final Module SPARK_OPERATOR = new Module(
            "github.com/kubeflow/spark-operator/v2@v2.3.0", "h1:cYN/331gwkdZ0S/ai72JQoUv7UK52O2OQOWFpl8XhPc=");
    private static final Module WORKFLOWS = new Module(
            "github.com/argoproj/argo-workflows/v3@v3.7.2", "h1:Fi6j0q2sCg6cfkntKde5KA+TfJgMrq1MzJCmOESlWNw=");
    private static final Module VOLCANO =
            new Module("volcano.sh/volcano@v1.10.0", "h1:+GzQinGgeV0j58WpWpxByOXgF+YfUPW55zghM8GqjF0=");

    @TempDir
    private Path folder = Path.of("");

    private final Api api;

    CustomDefinitionsIT(ApiServer cluster) {
        this.api = new Api(cluster);
    }

    @Test
    @DisplayName("keeps everything that was added")
    void nothingIsPruned() throws IOException {
        api.namespace(NAMESPACE, NAMESPACE, Map.of());
        keeps(
                KUBERAY,
                "config/crd/bases/ray.io_rayclusters.yaml",
                "apiVersion: ray.io/v1\nkind: RayCluster\nmetadata: {name: x}\nspec: {headGroupSpec: {rayStartParams: {}, template: "
                        + TEMPLATE.formatted("ray-head") + "}, workerGroupSpecs: [{groupName: g, replicas: 1, "
                        + "minReplicas: 1, maxReplicas: 1, rayStartParams: {}, template: "
                        + TEMPLATE.formatted("ray-worker") + "}]}\n");
        keeps(
                TRAINING,
                "manifests/base/crds/kubeflow.org_pytorchjobs.yaml",
                "apiVersion: kubeflow.org/v1\nkind: PyTorchJob\nmetadata: {name: x}\nspec: {pytorchReplicaSpecs: {Master: {replicas: 1, template: "
                        + TEMPLATE.formatted("pytorch") + "}}}\n");
        keeps(
                ROLLOUTS,
                "manifests/crds/rollout-crd.yaml",
                "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: x}\nspec: {replicas: 1, selector: {matchLabels: {app: x}}, template: "
                        + TEMPLATE.formatted("app") + "}\n");
        keeps(
                TRAINER,
                "manifests/base/crds/trainer.kubeflow.org_trainingruntimes.yaml",
                "apiVersion: trainer.kubeflow.org/v1alpha1\nkind: TrainingRuntime\nmetadata: {name: x}\nspec: {template: "
                        + "{spec: {replicatedJobs: [{name: node, template: {spec: {template: "
                        + TEMPLATE.formatted("node") + "}}}]}}}\n");
    }

    @Test
    @DisplayName("of docs/engines.md has only fields that its definition has, and keeps its label and annotations")
    void engines() throws IOException {
        api.namespace(ENGINES, ENGINES, Map.of());
        Map<String, CustomDefinition> definitions = Map.of(
                "SparkApplication sparkoperator.k8s.io/v1beta2",
                CustomDefinition.of(SPARK_OPERATOR, "config/crd/bases/sparkoperator.k8s.io_sparkapplications.yaml"),
                "FlinkDeployment flink.apache.org/v1beta1",
                CustomDefinition.ofResource("META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml"),
                "PyTorchJob kubeflow.org/v1",
                CustomDefinition.of(TRAINING, "manifests/base/crds/kubeflow.org_pytorchjobs.yaml"),
                "TrainJob trainer.kubeflow.org/v1alpha1",
                CustomDefinition.of(TRAINER, "manifests/base/crds/trainer.kubeflow.org_trainjobs.yaml"),
                "RayJob ray.io/v1",
                CustomDefinition.of(KUBERAY, "config/crd/bases/ray.io_rayjobs.yaml"),
                "Workflow argoproj.io/v1alpha1",
                CustomDefinition.of(WORKFLOWS, "manifests/base/crds/full/argoproj.io_workflows.yaml"),
                "Job batch.volcano.sh/v1alpha1",
                CustomDefinition.of(VOLCANO, "config/crd/volcano/bases/batch.volcano.sh_jobs.yaml"));
        List<ObjectNode> resources = EngineBlocks.manifests().stream()
                .map(EngineBlocks.EngineBlock::content)
                .filter(object -> !KubernetesKinds.contains(object))
                .toList();
        assertThat(resources.stream().map(CustomDefinitionsIT::kind))
                .containsExactlyInAnyOrderElementsOf(definitions.keySet());
        for (ObjectNode resource : resources) {
            CustomDefinition definition = Objects.requireNonNull(definitions.get(kind(resource)));
            definition.createIn(api);
            String path = definition.path(ENGINES, resource) + "?dryRun=All&fieldValidation=Strict";
            Api.Reply reply = api.send("POST", path, resource, "");
            assertThat(reply.created()).as(kind(resource) + ": " + reply.text()).isTrue();
            assertThat(settings(reply.json())).as(kind(resource)).isEqualTo(settings(resource));

            Api.Reply misplaced = api.send("POST", path, misplaced(resource), "");
            assertThat(misplaced.created())
                    .as(kind(resource) + " with its labels at a wrong place")
                    .isFalse();
            assertThat(misplaced.message()).contains("unknown field", "labls");
        }
    }

    private static String kind(ObjectNode object) {
        return object.path("kind").asString() + " " + object.path("apiVersion").asString();
    }

    /** How often each key of this product stands in it, wherever that is. */
    private static Map<String, Integer> settings(ObjectNode object) {
        Map<String, Integer> found = new TreeMap<>();
        Pattern.compile("\"(alluxio\\.io/[a-z-]+)\"")
                .matcher(object.toString())
                .results()
                .forEach(match -> found.merge(match.group(1), 1, Integer::sum));
        assertThat(found).containsKey("alluxio.io/inject");
        return found;
    }

    /** With the member that has the label renamed: a definition that does not look there could prove nothing. */
    private static ObjectNode misplaced(ObjectNode object) {
        String text = object.toString().replace("\"labels\":{\"alluxio.io/", "\"labls\":{\"alluxio.io/");
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    /** With strict validation the API server refuses an object with a field that it would drop. */
    private void keeps(Module module, String file, String manifest) throws IOException {
        CustomDefinition definition = CustomDefinition.of(module, file);
        definition.createIn(api);
        Path configuration = Files.writeString(folder.resolve("configuration.yaml"), CONFIGURATION);
        Run injected = Run.with(manifest, "inject", "-f", "-", "--config", configuration.toString());
        assertThat(injected.exitCode()).as(injected.err()).isZero();
        assertThat(injected.out())
                .contains("restartPolicy: Always", "hostPath:", "hostAliases:", "nodeAffinity:", "alluxio.io/status");
        ObjectNode object = object(injected.out());
        String target = definition.path(NAMESPACE, object) + "?fieldValidation=Strict";
        Api.Reply reply = api.send("POST", target, object, "");
        assertThat(reply.created()).as(reply.text()).isTrue();
        Run kept = Run.with(reply.pod().toString(), "uninject", "-f", "-");
        assertThat(kept.exitCode()).as(kept.err()).isZero();
        assertThat(kept.err()).contains("uninjected").doesNotContain("warning");
        assertThat(kept.out()).doesNotContain("alluxio-domain", "alluxio.io/status", "namenode");

        ObjectNode foreign = object.deepCopy();
        ((ObjectNode) foreign.path("spec")).put("alluxioIsUnknownHere", true);
        ((ObjectNode) foreign.path("metadata")).put("name", "other");
        assertThat(api.send("POST", target, foreign, "").created())
                .as("strict validation sees what is dropped")
                .isFalse();
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) new KubeYaml().read(text, "text").getFirst().content();
    }
}
