package alluxio.admission.benchmarks;

import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A real API server with an Alluxio in it, which the measured servers discover. It runs as long as the measurement. */
final class MeasuredCluster implements AutoCloseable {
    private final ApiServer server;

    private MeasuredCluster(ApiServer server) {
        this.server = server;
    }

    static MeasuredCluster start() {
        MeasuredCluster cluster = new MeasuredCluster(ApiServer.start(ApiServerOptions.defaults()));
        cluster.namespace(SampleCluster.namespaces().getFirst());
        cluster.namespace(SampleObjects.NAMESPACE);
        SampleCluster.alluxioObjects().forEach(cluster::create);
        return cluster;
    }

    ApiServer server() {
        return server;
    }

    /** A copy of the file for its clients. */
    void writeKubeconfig(Path file) throws IOException {
        Files.copy(server.kubeconfig(), file);
    }

    void namespace(String name) {
        create("{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + name + "\"}}");
    }

    /** With its status, which a creation leaves out: there is no controller that would write it. */
    void create(ObjectNode object) {
        ObjectNode created = object.deepCopy();
        created.withObject("/metadata").remove(List.of("uid", "resourceVersion"));
        create(created.toString());
        if (object.has("status")) {
            String text = created.toString();
            server.client()
                    .resource(Serialization.unmarshal(text, GenericKubernetesResource.class))
                    .patchStatus();
        }
    }

    private void create(String object) {
        server.client()
                .resource(Serialization.unmarshal(object, GenericKubernetesResource.class))
                .create();
    }

    void delete(ObjectNode object) {
        server.client()
                .resource(Serialization.unmarshal(object.toString(), GenericKubernetesResource.class))
                .delete();
    }

    @Override
    public void close() {
        server.close();
    }
}
