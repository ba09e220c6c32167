package alluxio.admission.cluster.snapshot;

import java.util.Map;
import java.util.Optional;

/** The informer on pods of all namespaces, of which only summaries are kept. No snapshot waits for it. */
record PodInformer(KindInformer informer, ObjectStore<PodSummary> store) {

    static PodInformer create(InformerFactory factory, InformerEnvironment environment) {
        ObjectStore<PodSummary> store = new ObjectStore<>(Trimming::summarize, MemoryBudget::of, environment);
        return new PodInformer(new KindInformer(new Watched(SnapshotKind.POD, ""), factory, store, environment), store);
    }

    /** By namespace; empty until they are known. */
    Optional<Map<String, NamedObjects<PodSummary>>> freeze() {
        return informer.progress().known() ? Optional.of(store.freeze()) : Optional.empty();
    }

    void stop() {
        informer.stop();
    }
}
