package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.snapshot.AlluxioObjects;
import alluxio.admission.app.snapshot.DiscoveringServer;
import alluxio.admission.app.snapshot.TcpRelay;
import alluxio.admission.injector.patch.JsonPatch.Add;
import alluxio.admission.injector.patch.JsonPatch.PatchOperation;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The first replica was cut off before the workers' directory was moved, the second one has seen the move. */
@RealApiServer
@DisplayName("Two replicas with different snapshots, both called by the API server for one pod,")
class ReplicaSnapshotsIT {
    private static final String ALLUXIO = "replicas-alluxio";
    private static final String BOTH = "replicas-both";
    private static final String FIRST_ALONE = "replicas-first";
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: client, labels: {alluxio.io/inject: "true"}}
            spec:
              containers:
              - {name: app, image: "app:1"}
            """;
    private static final String CONTAINER = "{\"name\":\"late\",\"image\":\"late:1\",\"resources\":{}}";

    private final Api api;
    private final List<HasMetadata> webhooks = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    ReplicaSnapshotsIT(ApiServer server) {
        api = new Api(server);
    }

    @Test
    @DisplayName(
            "leave it as the first one has injected it, also a container that comes later, and refuse it at no /validate")
    void agree() throws IOException {
        AlluxioObjects objects = new AlluxioObjects(api.server().client(), ALLUXIO);
        objects.create("/tmp/one");
        List.of(BOTH, FIRST_ALONE).forEach(scope -> api.namespace(scope, scope, Map.of()));
        String kubeconfig = Files.readString(api.server().kubeconfig());
        int port = URI.create(api.server().url()).getPort();
        String discovery = "{namespaces: [" + ALLUXIO + "]}";
        try (TcpRelay relay = new TcpRelay(port);
                DiscoveringServer first = new DiscoveringServer(
                        folder.resolve("first.yaml"), discovery, kubeconfig.replace(":" + port, ":" + relay.port()))) {
            DiscoveringServer.await("the first directory", first::review, "/tmp/one");
            relay.refuse();
            objects.move("/tmp/two");
            try (DiscoveringServer second =
                            new DiscoveringServer(folder.resolve("second.yaml"), discovery, kubeconfig);
                    var _ = new LateWebhook(api, "mm-replicas", BOTH, ReplicaSnapshotsIT::late)) {
                DiscoveringServer.await("the second directory", second::review, "/tmp/two");
                register(first, "first-alone", FIRST_ALONE);
                register(first, "aa-first", BOTH);
                register(second, "zz-second", BOTH);
                judges();
            } finally {
                webhooks.forEach(each -> api.server().client().resource(each).delete());
            }
        }
    }

    private void judges() {
        Registration.awaitInjection(api, FIRST_ALONE);
        // The second one would have mounted its own directory: it says so.
        Registration.await(
                () -> api.dryRun(BOTH, Pods.yaml(POD)),
                reply -> reply.created()
                        && reply.text().contains("late:1")
                        && reply.warnings().stream()
                                .anyMatch(warning -> warning.contains("the pod stays as it was injected")),
                "the webhooks do not come into force");
        ObjectNode complete = Pods.yaml(POD);
        complete.withObject("/spec").withArrayProperty("containers").add(json(CONTAINER));
        ObjectNode expected = api.dryRun(FIRST_ALONE, complete).pod();
        assertThat(expected.toString()).contains("/tmp/one");

        ObjectNode actual = api.create(BOTH, Pods.yaml(POD)).pod();
        assertThat(actual.path("spec")).isEqualTo(expected.path("spec"));
        assertThat(Pods.annotation(actual, Keys.STATUS)).isEqualTo(Pods.annotation(expected, Keys.STATUS));

        ObjectNode again = actual.deepCopy();
        again.withObject("/metadata").put("name", "again");
        assertThat(api.create(BOTH, again).pod().path("spec")).isEqualTo(actual.path("spec"));
    }

    /** For what is created in the scope: injection, and validation of what comes out of all webhooks. */
    private void register(DiscoveringServer replica, String name, String scope) {
        HasMetadata mutating =
                Webhooks.ours(name, scope, path -> Webhooks.byUrl(replica.port(), path, replica.caPem()));
        HasMetadata validating =
                Webhooks.validating(name, scope, Webhooks.byUrl(replica.port(), "/validate", replica.caPem()));
        for (HasMetadata each : List.of(mutating, validating)) {
            webhooks.add(api.server().client().resource(each).create());
        }
    }

    private static List<PatchOperation> late(ObjectNode pod) {
        return pod.at("/spec/containers/1").isMissingNode()
                ? List.of(new Add("/spec/containers/-", json(CONTAINER)))
                : List.of();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
