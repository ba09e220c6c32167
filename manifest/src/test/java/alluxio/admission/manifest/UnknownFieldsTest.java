package alluxio.admission.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.UnknownFields.UnknownField;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Limits;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Fields that Kubernetes does not know")
class UnknownFieldsTest {
    private final UnknownFields fields = new UnknownFields();

    @Test
    @DisplayName("are found wherever they are in one of its own kinds, with the nearest name")
    void found() {
        assertThat(messages("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: alluxio-worker, label: {app: alluxio}}
                spec:
                  template:
                    spec:
                      affinity:
                        nodeAffinity:
                          RequiredDuringSchedulingIgnoredDuringExecution: {}
                      containers:
                      - {name: a, image: b}
                      - {name: alluxio-worker, imagePullPolicies: Always, ports: [{containerport: 29999}]}
                """))
                .containsExactly(
                        "warning: unknown field metadata.label: Kubernetes drops it (did you mean \"labels\"?)",
                        "warning: unknown field spec.template.spec.affinity.nodeAffinity"
                                + ".RequiredDuringSchedulingIgnoredDuringExecution: Kubernetes drops it"
                                + " (did you mean \"requiredDuringSchedulingIgnoredDuringExecution\"?)",
                        "warning: unknown field spec.template.spec.containers[1].imagePullPolicies: Kubernetes drops it"
                                + " (did you mean \"imagePullPolicy\"?)",
                        "warning: unknown field spec.template.spec.containers[1].ports[0].containerport: Kubernetes drops it"
                                + " (did you mean \"containerPort\"?)");
    }

    @Test
    @DisplayName("are none where users choose the names, and in what an API server writes")
    void free() {
        assertThat(messages("""
                apiVersion: v1
                kind: Pod
                metadata: {name: a, labels: {nodeAffinty: b}, annotations: {c: d}, managedFields: [{fieldsV1: {'f:spec': {}}}]}
                spec:
                  nodeSelector: {disk: ssd}
                  containers:
                  - name: a
                    resources: {limits: {cpu: 1, example.com/gpu: 1}}
                    env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}]
                    volumeMounts: null
                  volumes:
                  - {name: v, csi: {driver: d, volumeAttributes: {any: thing}}}
                status: {phases: Running}
                """)).isEmpty();
        assertThat(messages("{apiVersion: v1, kind: ConfigMap, data: {spec: x}}"))
                .isEmpty();
    }

    @Test
    @DisplayName("are not looked for in other kinds and other versions, nor where the type is another")
    void silent() {
        assertThat(messages("{apiVersion: example.com/v1, kind: Cluster, spec: {replica: 1}}"))
                .isEmpty();
        assertThat(messages("{apiVersion: serving.knative.dev/v1, kind: Service, spec: {replica: 1}}"))
                .isEmpty();
        assertThat(messages("{apiVersion: extensions/v1beta1, kind: Deployment, spec: {rollbackTo: {}}}"))
                .isEmpty();
        assertThat(messages("{apiVersion: v1, kind: Pod, spec: [{a: b}, text]}"))
                .hasSize(1);
        assertThat(messages("{apiVersion: v1, kind: Pod, spec: text}")).isEmpty();
    }

    @Test
    @DisplayName("are told up to the number of findings that are told")
    void limit() {
        StringBuilder many = new StringBuilder("{apiVersion: v1, kind: Pod, spec: {");
        for (int i = 0; i < 2 * Limits.REPORTED_FINDINGS; i++) {
            many.append("x").append(i).append(": 1, ");
        }
        assertThat(messages(many + "hostPID: false}}")).hasSize(Limits.REPORTED_FINDINGS);
    }

    private List<String> messages(String yaml) {
        return fields
                .of((ObjectNode) new KubeYaml().read(yaml, "a.yaml").getFirst().content())
                .stream()
                .map(UnknownField::message)
                .toList();
    }
}
