package alluxio.admission.app.manifest;

import alluxio.admission.injector.patch.JsonPatch;
import tools.jackson.databind.node.ObjectNode;

/** Applies a JSON Patch to a pod in place, so that the document that holds the pod changes with it. */
final class PodPatching {
    private PodPatching() {}

    static void apply(ObjectNode pod, JsonPatch patch) {
        if (!patch.isEmpty()) {
            ObjectNode patched = patch.appliedTo(pod);
            pod.removeAll();
            pod.setAll(patched);
        }
    }
}
