package alluxio.admission.injector.pod;

import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
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
 * What kind of pod it is. Null values of labels and annotations read as "", as Kubernetes decodes them.
 *
 * @param roles of its containers
 * @param isAlluxiosOwn whether it runs a server of Alluxio's, or nothing but containers of Alluxio's
 * @param sandbox the runtime class, where it may keep the pod from what Alluxio shares through the node
 */
public record PodView(
        ObjectNode pod,
        Map<String, String> labels,
        Map<String, String> annotations,
        Set<Role> roles,
        boolean isAlluxiosOwn,
        Optional<String> sandbox) {

    /** @param runtimeClasses those that are known to be no sandbox, or one whose sockets connect */
    public static PodView of(ObjectNode pod, Set<String> runtimeClasses) {
        Map<String, String> labels = JsonNodes.stringMap(pod.path("metadata").path("labels"));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        boolean applications = false;
        for (JsonNode container : pod.path("spec").path("containers")) {
            Optional<Role> role = RoleRecognition.of(container, labels);
            role.ifPresent(roles::add);
            applications |= role.isEmpty();
        }
        boolean server = roles.stream().anyMatch(role -> role != Role.FUSE);
        return new PodView(
                pod,
                labels,
                JsonNodes.stringMap(pod.path("metadata").path("annotations")),
                roles,
                server || (!roles.isEmpty() && !applications),
                SpecialPods.sandbox(pod, runtimeClasses));
    }

    /** Alluxio's own pods are given configuration, and the sockets' directory where they use it. */
    public boolean offers(Feature feature) {
        return switch (feature) {
            case HDFS, HOST_ALIASES -> true;
            case SHORT_CIRCUIT ->
                sandbox.isEmpty()
                        && (!isAlluxiosOwn || roles.stream().anyMatch(AlluxioContainer.SHORT_CIRCUIT_ROLES::contains));
            case FUSE -> sandbox.isEmpty() && !isAlluxiosOwn;
        };
    }

    /** Why the runtime class stands in the way, with the way out. */
    public Optional<String> whySandbox() {
        return sandbox.map(name -> "runtime class \"" + name
                + "\" may be a sandbox, where a container sees Alluxio's socket but cannot connect to it, with no way back "
                + "to TCP; if it is none, add it to injection.runtimeClasses of the configuration");
    }

    /** Why nothing can be injected into such a pod; empty when something can. */
    public Optional<String> whyNot(PodSettings settings) {
        if (SpecialPods.isWindows(pod)) {
            return Optional.of("a Windows pod: Alluxio's sockets and mounts are Linux's");
        }
        if (isAlluxiosOwn && SpecialPods.isFluids(labels)) {
            return Optional.of(
                    "a pod of Fluid's, which configures its Alluxio itself; remove the label " + Keys.INJECT);
        }
        if (!settings.features().isEmpty() && settings.features().stream().noneMatch(this::offers)) {
            Optional<String> sandboxed = whySandbox();
            if (sandboxed.isPresent()) {
                return sandboxed;
            }
        }
        if (isAlluxiosOwn && settings.features().stream().noneMatch(this::offers)) {
            return Optional.of(
                    "a pod of Alluxio's own, and none of the features is for it: short-circuit is for workers and FUSE, "
                            + "hdfs and host-aliases are for all");
        }
        return Optional.empty();
    }
}
