package alluxio.admission.app.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.cluster.snapshot.ClusterSnapshot;
import alluxio.admission.model.kube.OmittedValue;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@DisplayName("A snapshot of a real cluster")
class SnapshotIT {
    private final ClusterObjects objects;
    private final String kubeconfig;

    SnapshotIT(ApiServer server) throws IOException {
        objects = new ClusterObjects(server.client());
        kubeconfig = Files.readString(server.kubeconfig());
    }

    @Test
    @DisplayName("has what is there first, then each change within seconds, and shares the rest with the one before")
    void followsChanges() {
        objects.namespace("followed");
        objects.configMap("followed", "first", "a");
        objects.configMap("followed", "second", "b");
        try (Seen seen = new Seen(kubeconfig, Seen.in("followed"))) {
            ClusterSnapshot first = seen.first();
            assertThat(names(first, "followed")).contains("first", "second").isSorted();
            assertThat(first.isComplete("ConfigMap", "followed")).isTrue();
            assertThat(first.isComplete("ConfigMap", "default")).isFalse();
            assertThat(first.isComplete("Namespace", "")).isTrue();
            assertThat(first.isComplete("Secret", "followed")).isFalse();
            ObjectNode read = first.find("ConfigMap", "followed", "first").orElseThrow();
            assertThat(read.path("apiVersion").stringValue("")).isEqualTo("v1");
            assertThat(read.path("kind").stringValue("")).isEqualTo("ConfigMap");
            assertThat(read.at("/data/key").stringValue("")).isEqualTo("a");
            assertThat(read.path("metadata").has("managedFields")).isFalse();

            objects.configMap("followed", "first", "changed");
            ClusterSnapshot second = seen.await(
                    "the change",
                    snapshot -> snapshot.find("ConfigMap", "followed", "first")
                            .orElseThrow()
                            .at("/data/key")
                            .stringValue("")
                            .equals("changed"));
            assertThat(second.find("ConfigMap", "followed", "second").orElseThrow())
                    .isSameAs(first.find("ConfigMap", "followed", "second").orElseThrow());
            assertThat(second.list("Namespace", "")).isSameAs(first.list("Namespace", ""));

            objects.client()
                    .configMaps()
                    .inNamespace("followed")
                    .withName("second")
                    .delete();
            seen.await(
                    "the deletion",
                    snapshot -> snapshot.find("ConfigMap", "followed", "second").isEmpty());
        }
    }

    @Test
    @DisplayName("reads objects of almost a MiB by smaller pages, and keeps no more of them than could be a variable")
    void readsLargeObjects() {
        objects.namespace("large");
        for (int i = 0; i < 6; i++) {
            objects.configMap("large", "large-" + i, "x".repeat(900 * 1024));
        }
        objects.configMap("large", "small", "a");
        try (Seen seen = new Seen(kubeconfig, Seen.in("large"))) {
            ClusterSnapshot snapshot = seen.first();
            assertThat(names(snapshot, "large")).hasSize(7);
            assertThat(snapshot.isComplete("ConfigMap", "large")).isTrue();
            ObjectNode large = snapshot.find("ConfigMap", "large", "large-0").orElseThrow();
            assertThat(OmittedValue.isAt(large.at("/data/key"))).isTrue();
            ObjectNode small = snapshot.find("ConfigMap", "large", "small").orElseThrow();
            assertThat(small.at("/data/key").stringValue("")).isEqualTo("a");
        }
    }

    private static List<String> names(ClusterSnapshot snapshot, String namespace) {
        return snapshot.list("ConfigMap", namespace).stream()
                .map(object -> object.at("/metadata/name").stringValue(""))
                .toList();
    }
}
