package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.placement.WorkerAffinityTerm;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.uninject.Remover;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.Optional;

/** Removes terms of pod affinity, and with the last one the affinity that was added for it. */
public final class PodAffinityRemover implements Remover {
    private static final String TERMS = NodeSelectorTerms.REQUIRED;

    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        return index(uninjection).last(detail).isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        ListIndex index = index(uninjection);
        Optional<Slot> found = index.last(detail);
        if (found.isEmpty()) {
            uninjection.reportMissing("pod affinity \"" + addition.what() + "\"");
            return;
        }
        PodElement affinity = uninjection.patch().member(uninjection.spec(), NodeSelectorTerms.AFFINITY);
        PodElement podAffinity = podAffinity(uninjection);
        uninjection.removeItem(podAffinity, TERMS, index, detail, found.get());
        if (podAffinity.node().isEmpty()
                && uninjection.restore(affinity, WorkerAffinityTerm.POD_AFFINITY)
                && affinity.node().isEmpty()) {
            uninjection.restore(uninjection.spec(), NodeSelectorTerms.AFFINITY);
        }
    }

    private static PodElement podAffinity(Uninjection uninjection) {
        JsonPatchBuilder patch = uninjection.patch();
        return patch.member(
                patch.member(uninjection.spec(), NodeSelectorTerms.AFFINITY), WorkerAffinityTerm.POD_AFFINITY);
    }

    /** The terms by their digests. */
    private static ListIndex index(Uninjection uninjection) {
        PodElement affinity = podAffinity(uninjection);
        return uninjection.index(
                affinity,
                TERMS,
                () -> ListIndex.of(
                        affinity.list(TERMS), Digests::of, uninjection.patch().budget()));
    }
}
