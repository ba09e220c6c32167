package alluxio.admission.app.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The rule journal-shared, the one that denies a created object for another one: two masters on one claim. */
@RealApiServer
@DisplayName("An object that is judged with another one, by a server that watches the cluster,")
class PeerObjectsIT {
    private static final String HERE = "peers-here";
    private static final String ELSEWHERE = "peers-elsewhere";
    private static final String RULE = "journal-shared";
    private static final String CHANGED = "alluxio_admission_confirmations_total{result=\"changed\"}";

    private final ApiServer server;
    private final ClusterObjects objects;

    @TempDir
    private Path folder = Path.of("");

    PeerObjectsIT(ApiServer server) {
        this.server = server;
        this.objects = new ClusterObjects(server.client());
    }

    @Test
    @DisplayName(
            "is denied while the other is as it was seen; it is a warning when that has changed or cannot be read, and nothing when it is absent or elsewhere")
    void judged() throws Exception {
        objects.namespace(HERE);
        objects.namespace(ELSEWHERE);
        String[] masters = Files.readString(
                        Path.of("../policy/src/test/resources/rules/journal-shared/fails-two-objects.yaml"))
                .split("\n---\n");
        ObjectNode mine = object(masters[1]);
        create(ELSEWHERE, masters[0]);
        int port = URI.create(server.url()).getPort();
        String kubeconfig = Files.readString(server.kubeconfig());
        try (TcpRelay relay = new TcpRelay(port);
                DiscoveringServer webhook = new DiscoveringServer(
                        folder.resolve("c.yaml"),
                        "{namespaces: [" + HERE + ", " + ELSEWHERE + "]}",
                        kubeconfig.replace(":" + port, ":" + relay.port()))) {
            DiscoveringServer.await("ready", webhook::readiness, "200");
            assertThat(judge(webhook, mine)).as("absent here").doesNotContain(RULE);

            create(HERE, masters[0]);
            DiscoveringServer.await(
                    "the other", () -> judge(webhook, mine), "\"allowed\":false", RULE, "alluxio-master-0");

            assertThat(webhook.metric(CHANGED)).isZero();
            String changed = "";
            while (webhook.metric(CHANGED) == 0) {
                // Longer than a live read counts, so that the next one sees what no snapshot has yet.
                Thread.sleep(1_100);
                touch();
                changed = judge(webhook, mine);
            }
            assertThat(changed).as("changed").contains("\"allowed\":true", RULE);
            DiscoveringServer.await("the changed one", () -> judge(webhook, mine), "\"allowed\":false");

            relay.refuse();
            DiscoveringServer.await("an age", webhook::readiness, "\"observed\":\"2 seconds ago\"");
            assertThat(judge(webhook, mine)).as("stale").contains("\"allowed\":true", RULE);
            relay.up();
            DiscoveringServer.await("current again", () -> judge(webhook, mine), "\"allowed\":false");

            server.client()
                    .apps()
                    .statefulSets()
                    .inNamespace(HERE)
                    .withName("alluxio-master-0")
                    .delete();
            DiscoveringServer.await(
                    "absent again", () -> "rule " + judge(webhook, mine).contains(RULE), "rule false");
        }
    }

    private static String judge(DiscoveringServer webhook, ObjectNode object) {
        return webhook.review("/validate", HERE, object);
    }

    private void create(String namespace, String manifest) {
        server.client()
                .resource(Serialization.unmarshal(manifest, StatefulSet.class))
                .inNamespace(namespace)
                .create();
    }

    private void touch() {
        server.client()
                .apps()
                .statefulSets()
                .inNamespace(HERE)
                .withName("alluxio-master-0")
                .edit(set -> set.edit()
                        .editMetadata()
                        .addToAnnotations("touched", Long.toString(System.nanoTime()))
                        .endMetadata()
                        .build());
    }

    private static ObjectNode object(String manifest) {
        return (ObjectNode) new KubeYaml().read(manifest, "mine").getFirst().content();
    }
}
