package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.Run;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.RealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@DisplayName("An injected custom resource, in a real API server with its project's own definition")
class CustomDefinitionsIT {
    private static final String NAMESPACE = "custom-definitions";

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

    /** @param sum of the module, as go.sum has it */
    private record Module(String name, String sum) {
        Path folder() {
            String output = Command.run(List.of("go", "mod", "download", "-json", name));
            JsonNode module = JsonMapper.shared().readTree(output.substring(output.indexOf('{')));
            assertThat(module.path("Sum").asString()).as(name).isEqualTo(sum);
            return Path.of(module.path("Dir").asString());
        }
    }

    private static final Module KUBERAY = new Module(
            "github.com/ray-project/kuberay/ray-operator@v1.5.0", "h1:KCjCQ7PSsvs9Ke+90CZbbs498nuaIJ/JkXk4vd54EVg=");
    private static final Module TRAINING = new Module(
            "github.com/kubeflow/training-operator@v1.8.1", "h1:mVvoBSCInbMBX0gGSn4+Ihj3ycwoLO1iEAw+0qPhQfc=");
    private static final Module ROLLOUTS =
            new Module("github.com/argoproj/argo-rollouts@v1.8.3", "h1:blbtQva4IK9r6gFh+dWkCrLnFdPOWiv9ubQYu36qeaA=");

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
                "/apis/ray.io/v1/namespaces/%s/rayclusters",
                "apiVersion: ray.io/v1\nkind: RayCluster\nmetadata: {name: x}\nspec: {headGroupSpec: {rayStartParams: {}, template: "
                        + TEMPLATE.formatted("ray-head") + "}, workerGroupSpecs: [{groupName: g, replicas: 1, "
                        + "minReplicas: 1, maxReplicas: 1, rayStartParams: {}, template: "
                        + TEMPLATE.formatted("ray-worker") + "}]}\n");
        keeps(
                TRAINING,
                "manifests/base/crds/kubeflow.org_pytorchjobs.yaml",
                "/apis/kubeflow.org/v1/namespaces/%s/pytorchjobs",
                "apiVersion: kubeflow.org/v1\nkind: PyTorchJob\nmetadata: {name: x}\nspec: {pytorchReplicaSpecs: {Master: {replicas: 1, template: "
                        + TEMPLATE.formatted("pytorch") + "}}}\n");
        keeps(
                ROLLOUTS,
                "manifests/crds/rollout-crd.yaml",
                "/apis/argoproj.io/v1alpha1/namespaces/%s/rollouts",
                "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: x}\nspec: {replicas: 1, selector: {matchLabels: {app: x}}, template: "
                        + TEMPLATE.formatted("app") + "}\n");
    }

    /** With strict validation the API server refuses an object with a field that it would drop. */
    private void keeps(Module module, String definition, String path, String manifest) throws IOException {
        define(Files.readString(module.folder().resolve(definition)));
        Path configuration = Files.writeString(folder.resolve("configuration.yaml"), CONFIGURATION);
        Run injected = Run.with(manifest, "inject", "-f", "-", "--config", configuration.toString());
        assertThat(injected.exitCode()).as(injected.err()).isZero();
        assertThat(injected.out())
                .contains("restartPolicy: Always", "hostPath:", "hostAliases:", "nodeAffinity:", "alluxio.io/status");
        ObjectNode object = object(injected.out());
        String target = path.formatted(NAMESPACE) + "?fieldValidation=Strict";
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

    private void define(String text) {
        Api.Reply reply = api.send("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", object(text), "");
        assertThat(reply.created()).as(reply.text()).isTrue();
        api.server()
                .client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(reply.json().at("/metadata/name").asString())
                .waitUntilCondition(
                        found -> found != null
                                && found.getStatus() != null
                                && found.getStatus().getConditions() != null
                                && found.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Established")
                                                        && condition.getStatus().equals("True")),
                        1,
                        TimeUnit.MINUTES);
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) new KubeYaml().read(text, "text").getFirst().content();
    }
}
