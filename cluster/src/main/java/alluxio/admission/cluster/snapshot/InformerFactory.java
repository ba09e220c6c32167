package alluxio.admission.cluster.snapshot;

import alluxio.admission.cluster.ClusterConnection;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes informers over raw objects, with a client of its own for them. Thread-safe. */
final class InformerFactory implements AutoCloseable {
    /** For what informers do with events; lists are read by the client's own event loops. */
    private static final int THREADS = 2;

    private final ExecutorService executor = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("informer-", 0).factory());
    private final KubernetesClient client;

    InformerFactory(ClusterConnection connection) {
        this.client = connection.forInformers(RawResourceDeserializer.serialization(), executor);
    }

    /** Not started. */
    SharedIndexInformer<GenericKubernetesResource> create(Watched watched) {
        ResourceDefinitionContext definition = watched.kind().definition();
        var resources = client.genericKubernetesResources(definition);
        return watched.namespace().isEmpty()
                ? (definition.isNamespaceScoped() ? resources.inAnyNamespace() : resources)
                        .withLimit(watched.kind().page())
                        .runnableInformer(0)
                : resources
                        .inNamespace(watched.namespace())
                        .withLimit(watched.kind().page())
                        .runnableInformer(0);
    }

    /** Pods of all namespaces that have not ended. Not started. */
    SharedIndexInformer<GenericKubernetesResource> createForPods() {
        return client.genericKubernetesResources(SnapshotKind.POD.definition())
                .inAnyNamespace()
                .withoutField("status.phase", "Succeeded")
                .withoutField("status.phase", "Failed")
                .withLimit(SnapshotKind.POD.page())
                .runnableInformer(0);
    }

    @Override
    public void close() {
        client.close();
        executor.shutdownNow();
    }
}
