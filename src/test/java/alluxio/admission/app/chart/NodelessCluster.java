package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.chart.Requests.Reply;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.testcluster.ApiServer;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Objects in an API server without controllers and nodes: the test writes the status that those would write. */
final class NodelessCluster {
    private final ApiServer server;
    private final Requests requests;
    private final JsonMapper mapper = JsonMapper.shared();

    /** @param port on loopback, which the API server's proxy to the pod reaches */
    record Place(String node, int port) {}

    NodelessCluster(ApiServer server) {
        this.server = server;
        this.requests = new Requests(server);
    }

    /** Creates or replaces all objects of a text, their status too. */
    void apply(String yaml) {
        for (KubeYaml.Document document : new KubeYaml().read(yaml, "cluster")) {
            ObjectNode object = (ObjectNode) document.content();
            String path = path(object);
            good(requests.send(
                    "PATCH",
                    path + "?fieldManager=test&force=true",
                    "application/apply-patch+yaml",
                    withoutStatus(object)));
            if (object.has("status")) {
                status(path, (ObjectNode) object.path("status"));
            }
        }
    }

    /** What is stored. */
    ObjectNode get(String kind, String namespace, String name) {
        String path = ReadableKind.ofKind(kind).orElseThrow().path(namespace) + "/" + name;
        Reply reply = requests.send("GET", path, "application/json", mapper.createObjectNode());
        good(reply);
        return (ObjectNode) reply.json();
    }

    /** Merges into the status. */
    void status(String kind, String namespace, String name, String json) {
        status(ReadableKind.ofKind(kind).orElseThrow().path(namespace) + "/" + name, (ObjectNode)
                mapper.readTree(json));
    }

    private void status(String path, ObjectNode status) {
        ObjectNode patch = mapper.createObjectNode();
        patch.set("status", status);
        good(requests.send("PATCH", path + "/status", "application/merge-patch+json", patch));
    }

    /** A running, ready pod of a controller, as its template says. */
    void pod(String kind, String namespace, String owner, String name, Place place) {
        ObjectNode controller = get(kind, namespace, owner);
        ObjectNode pod = (ObjectNode) controller.path("spec").path("template").deepCopy();
        ObjectNode metadata = pod.put("apiVersion", "v1").put("kind", "Pod").withObject("metadata");
        metadata.remove("creationTimestamp");
        metadata.put("name", name).put("namespace", namespace);
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "apps/v1")
                .put("kind", kind)
                .put("name", owner)
                .put("uid", controller.path("metadata").path("uid").asString())
                .put("controller", true);
        controller
                .path("spec")
                .path("volumeClaimTemplates")
                .forEach(claim -> pod.withObject("spec")
                        .withArray("volumes")
                        .addObject()
                        .put("name", claim.path("metadata").path("name").asString())
                        .putObject("emptyDir"));
        run(pod, place);
    }

    /** Two pods of the Deployment of the chart, which are one process. */
    void serverPods(int managementPort) {
        ObjectNode deployment = get("Deployment", Chart.NAMESPACE, Chart.RELEASE);
        for (String suffix : List.of("a", "b")) {
            ObjectNode pod =
                    (ObjectNode) deployment.path("spec").path("template").deepCopy();
            ObjectNode metadata = pod.put("apiVersion", "v1").put("kind", "Pod").withObject("metadata");
            metadata.remove("creationTimestamp");
            metadata.put("name", Chart.RELEASE + "-" + suffix).put("namespace", Chart.NAMESPACE);
            pod.withObject("spec").remove("priorityClassName");
            run(pod, new Place("node-1", managementPort));
        }
    }

    /** Creates a pod and has it run on a node. */
    void run(ObjectNode pod, Place place) {
        String namespace = pod.path("metadata").path("namespace").asString();
        String name = pod.path("metadata").path("name").asString();
        pod.withObject("spec").put("nodeName", place.node());
        good(requests.create(pod, namespace, ""));
        status("Pod", namespace, name, """
                {"phase": "Running", "podIP": "%1$s", "podIPs": [{"ip": "%1$s"}], "conditions": [{"type": "Ready", "status": "True"}]}
                """.formatted(server.podAddress(place.port())));
    }

    private ObjectNode withoutStatus(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("status");
        return copy;
    }

    private static String path(ObjectNode object) {
        Map<String, String> names = Map.of(
                "name", object.path("metadata").path("name").asString(),
                "namespace", object.path("metadata").path("namespace").asString(""));
        return ReadableKind.ofKind(object.path("kind").asString())
                        .orElseThrow()
                        .path(names.getOrDefault("namespace", ""))
                + "/" + names.get("name");
    }

    private static void good(Reply reply) {
        assertThat(reply.good()).as(reply.text()).isTrue();
    }
}
