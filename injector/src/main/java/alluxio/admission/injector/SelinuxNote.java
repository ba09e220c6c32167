package alluxio.admission.injector;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.PodElement;
import tools.jackson.databind.JsonNode;

/** Says what SELinux on the nodes has to allow for a pod with its own {@code seLinuxOptions}. */
final class SelinuxNote {
    /** The type of an SELinux context that is not confined. */
    private static final String UNCONFINED_TYPE = "spc_t";

    private SelinuxNote() {}

    /** Adds the note where a confined container mounts directories of the node. */
    static void check(Injection injection) {
        if (!injection.volumes().nodeLocal().isEmpty() && isConfined(injection)) {
            injection
                    .report()
                    .inform(
                            "selinux",
                            "the pod has seLinuxOptions, and the kubelet relabels no hostPath: on a node with SELinux give "
                                    + "Alluxio's directories the type container_file_t and a level that the pod's level covers "
                                    + "(s0), and the worker's process a type that the pod may connect to");
        }
    }

    private static boolean isConfined(Injection injection) {
        JsonNode ofPod = injection.spec().node().path("securityContext").path("seLinuxOptions");
        for (PodElement client : injection.clients()) {
            JsonNode ofContainer = client.node().path("securityContext").path("seLinuxOptions");
            JsonNode options = ofContainer.isObject() ? ofContainer : ofPod;
            if (options.isObject()
                    && !options.isEmpty()
                    && !options.path("type").stringValue("").equals(UNCONFINED_TYPE)) {
                return true;
            }
        }
        return false;
    }
}
