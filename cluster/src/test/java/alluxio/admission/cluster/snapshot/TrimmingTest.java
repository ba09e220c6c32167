package alluxio.admission.cluster.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.kube.OmittedValue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Trimming")
class TrimmingTest {
    private static final String FILL = "x".repeat(7_000);

    @Test
    @DisplayName("keeps the spec as it is, with nulls and empty lists, and of the rest what is needed")
    void keepsSpec() {
        ObjectNode trimmed = Trimming.trim(
                tree("""
                {"metadata": {"name": "a", "managedFields": [{"manager": "x"}],
                  "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}", "short": "kept", "long": "%s"}},
                 "spec": {"ingress": [], "podSelector": {}, "nothing": null},
                 "status": {"replicas": 3, "readyReplicas": 2, "collisionCount": 0}}
                """.formatted("x".repeat(SnapshotLimits.KEPT_ANNOTATION + 1))), SnapshotKind.STATEFUL_SET);
        assertThat(trimmed).isEqualTo(tree("""
                {"metadata": {"name": "a", "annotations": {"short": "kept"}},
                 "spec": {"ingress": [], "podSelector": {}, "nothing": null},
                 "status": {"replicas": 3, "readyReplicas": 2}, "apiVersion": "apps/v1", "kind": "StatefulSet"}
                """));
    }

    @Test
    @DisplayName("keeps an annotation and a value of a ConfigMap of the longest length")
    void keepsLongest() {
        String annotation = "x".repeat(SnapshotLimits.KEPT_ANNOTATION);
        String value = "x".repeat(SnapshotLimits.KEPT_CONFIG_VALUE);
        ObjectNode trimmed = Trimming.trim(
                tree("{\"metadata\": {\"annotations\": {\"a\": \"%s\"}}, \"data\": {\"a\": \"%s\", \"b\": \"%sx\"}}"
                        .formatted(annotation, value, value)),
                SnapshotKind.CONFIG_MAP);
        assertThat(trimmed.at("/metadata/annotations/a").stringValue("")).isEqualTo(annotation);
        assertThat(trimmed.at("/data/a").stringValue("")).isEqualTo(value);
        assertThat(OmittedValue.isAt(trimmed.at("/data/b")))
                .as("there, and not to be read")
                .isTrue();
    }

    @Test
    @DisplayName("keeps of a node its labels, taints and what it can take, and no list of images")
    void trimsNode() {
        ObjectNode trimmed = Trimming.trim(tree("""
                {"metadata": {"name": "n", "labels": {"zone": "a"}, "annotations": {"csi": "x"}}, "spec": {"taints": [{"key": "k"}]},
                 "status": {"allocatable": {"cpu": "4"}, "conditions": [{"type": "Ready"}], "images": [{"names": ["x"]}], "nodeInfo": {}}}
                """), SnapshotKind.NODE);
        assertThat(trimmed).isEqualTo(tree("""
                {"metadata": {"name": "n", "labels": {"zone": "a"}}, "spec": {"taints": [{"key": "k"}]},
                 "status": {"allocatable": {"cpu": "4"}, "conditions": [{"type": "Ready"}]}, "apiVersion": "v1", "kind": "Node"}
                """));
    }

    @Test
    @DisplayName("makes a few hundred bytes of a pod of 8 KiB")
    void summarizesPod() {
        PodSummary summary = Trimming.summarize(pod("{\"app\": \"web\", \"alluxio.io/inject\": \"true\"}", "{}"));
        assertThat(summary.tree()).isEqualTo(tree("""
                {"metadata": {"name": "p", "namespace": "n", "uid": "u", "labels": {"app": "web", "alluxio.io/inject": "true"},
                  "annotations": {"alluxio.io/status": "{}"}, "ownerReferences": [{"kind": "ReplicaSet", "name": "r"}]},
                 "spec": {"nodeName": "node"}, "status": {"phase": "Running"}}
                """));
        assertThat(summary.bytes()).isLessThan(400);
    }

    @Test
    @DisplayName("keeps no more of a pod whose author wrote much into it, but what makes it opt in")
    void boundsSummary() {
        StringBuilder labels = new StringBuilder("{\"alluxio.io/inject\": \"true\"");
        for (int i = 0; i < 2_000; i++) {
            labels.append(", \"label-").append(i).append("\": \"value\"");
        }
        PodSummary summary = Trimming.summarize(pod(labels.append('}').toString(), "{}"));
        assertThat(summary.bytes()).isLessThan(SnapshotLimits.POD_SUMMARY);
        assertThat(summary.tree().at("/metadata/labels").toString()).isEqualTo("{\"alluxio.io/inject\":\"true\"}");
        assertThat(Trimming.summarize(pod("{}", FILL)).bytes()).isLessThan(400);
    }

    private static ObjectNode pod(String labels, String status) {
        return tree("""
                {"metadata": {"name": "p", "namespace": "n", "uid": "u", "resourceVersion": "7", "labels": %s,
                  "annotations": {"alluxio.io/status": "%s", "alluxio.io/client-properties": "x", "other": "%s"},
                  "ownerReferences": [{"kind": "ReplicaSet", "name": "r"}]},
                 "spec": {"nodeName": "node", "containers": [{"name": "c", "env": [{"value": "%s"}]}]},
                 "status": {"phase": "Running", "podIP": "10.0.0.1"}}
                """.formatted(labels, status, FILL, FILL));
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }
}
