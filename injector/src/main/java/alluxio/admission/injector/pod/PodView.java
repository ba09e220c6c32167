package alluxio.admission.injector.pod;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.alluxio.RoleRecognition;
import alluxio.admission.model.kube.JsonNodes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What kind of pod a pod is: its labels, roles and runtime. Null values of labels and annotations read as "", as Kubernetes decodes them.
 *
 * @param roles of its containers
 * @param isAlluxioPod whether it runs an Alluxio server, or only containers of Alluxio
 * @param sandbox the runtime class, if it may keep the pod from what Alluxio shares through the node
 */
public record PodView(
        ObjectNode pod,
        Map<String, String> labels,
        Map<String, String> annotations,
        Set<Role> roles,
        boolean isAlluxioPod,
        Optional<String> sandbox) {

    /**
     * Reads the pod.
     *
     * @param runtimeClasses those that are known not to be sandboxes, or to be ones whose sockets connect
     */
    public static PodView of(ObjectNode pod, Set<String> runtimeClasses) {
        Map<String, String> labels = JsonNodes.stringMap(pod.path("metadata").path("labels"));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        boolean server = false;
        boolean applications = false;
        for (JsonNode container : pod.path("spec").path("containers")) {
            Optional<Role> role = RoleRecognition.of(container, labels);
            if (role.isPresent()) {
                roles.add(role.get());
                server |= role.get() != Role.FUSE;
            } else {
                applications = true;
            }
        }
        return new PodView(
                pod,
                labels,
                JsonNodes.stringMap(pod.path("metadata").path("annotations")),
                roles,
                server || (!roles.isEmpty() && !applications),
                SpecialPods.sandbox(pod, runtimeClasses));
    }
}
