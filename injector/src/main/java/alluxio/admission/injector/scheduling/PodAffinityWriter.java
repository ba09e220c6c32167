package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.placement.WorkerAffinityTerm;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.kube.NodeSelectorTerms;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds pod affinity to the workers, so that the scheduler puts the pod on the node of one. All terms of a pod's required pod affinity
 * must hold, so one more never widens where it may run.
 */
final class PodAffinityWriter {
    private PodAffinityWriter() {}

    /** Adds the term, unless the pod has one that says the same. */
    static void require(Injection injection, WorkerAffinityTerm term) {
        JsonPatchBuilder patch = injection.patch();
        PodElement affinity = patch.object(
                patch.object(injection.spec(), NodeSelectorTerms.AFFINITY), WorkerAffinityTerm.POD_AFFINITY);
        if (affinity.list(NodeSelectorTerms.REQUIRED).valueStream().anyMatch(term::isSame)) {
            injection.recorder().present(AdditionKind.POD_AFFINITY_TERMS, "", term.text());
            return;
        }
        ObjectNode json = term.toJson();
        patch.append(affinity, NodeSelectorTerms.REQUIRED, json);
        injection.recorder().added(AdditionKind.POD_AFFINITY_TERMS, "", term.text(), Digests.of(json));
    }
}
