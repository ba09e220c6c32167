package alluxio.admission.cluster.snapshot;

import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.PageLimit;
import alluxio.admission.cluster.WatchTiming;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes informers over raw objects, with a client of its own for them. Thread-safe. */
final class InformerFactory implements AutoCloseable {
    /** For what informers do with events; lists are read by the client's own event loops. */
    private static final int THREADS = 2;

    private final ExecutorService executor = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("informer-", 0).factory());
    private final PageLimit pageLimit = new PageLimit(SnapshotLimits.PAGE_BYTES);
    private final KubernetesClient client;

    InformerFactory(ClusterConnection connection, WatchTiming timing) {
        this.client = connection.forInformers(RawResourceDeserializer.serialization(), executor, pageLimit, timing);
    }

    /**
     * Not started.
     *
     * @param page how many objects it reads at once
     */
    SharedIndexInformer<GenericKubernetesResource> create(Watched watched, long page) {
        var resources = client.genericKubernetesResources(watched.kind().definition());
        if (!watched.namespace().isEmpty()) {
            return resources.inNamespace(watched.namespace()).withLimit(page).runnableInformer(0);
        }
        if (watched.kind() == SnapshotKind.POD) {
            // Of the whole cluster: those that have ended need no Alluxio any more.
            return resources
                    .inAnyNamespace()
                    .withoutField("status.phase", "Succeeded")
                    .withoutField("status.phase", "Failed")
                    .withLimit(page)
                    .runnableInformer(0);
        }
        return watched.kind().isNamespaced()
                ? resources.inAnyNamespace().withLimit(page).runnableInformer(0)
                : resources.withLimit(page).runnableInformer(0);
    }

    /** Whether a page was too long since the last call, so that the list failed and is to be read by smaller ones. */
    boolean wasPageTooLong(Watched watched) {
        return pageLimit.wasExceeded(watched.path());
    }

    @Override
    public void close() {
        ClusterConnection.closeInformers(client);
        executor.shutdownNow();
    }
}
