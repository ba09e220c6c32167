package alluxio.admission.injector.pod;

import alluxio.admission.model.alluxio.Fluid;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Recognises pods into which little or nothing can be injected, by the fields that Kubernetes itself uses. */
public final class SpecialPods {
    /**
     * The usual names of runtime classes that are not sandboxes: plain runtimes, and those of NVIDIA's operator, which only
     * bring devices into a container of runc.
     */
    static final Set<String> NOT_SANDBOXES = Set.of("runc", "crun", "nvidia", "nvidia-cdi", "nvidia-legacy");

    /** The labels of a node that runs Linux. */
    private static final List<LabelRequirement> LINUX_NODES = List.of(
            LabelRequirement.label("kubernetes.io/os", "linux"),
            LabelRequirement.label("beta.kubernetes.io/os", "linux"));

    private static final String MIRROR = "kubernetes.io/config.mirror";

    private SpecialPods() {}

    /**
     * Whether the pod is the API server's copy of a static pod. The kubelet runs a static pod from its file, whatever the copy
     * says, and recreates a copy that was changed, again and again.
     */
    public static boolean isMirror(Map<String, String> annotations) {
        return annotations.containsKey(MIRROR);
    }

    /** Whether the pod is being deleted. Only its finalizers can still be removed; any other change would be refused and delay it. */
    public static boolean isBeingDeleted(ObjectNode pod) {
        return !pod.path("metadata").path("deletionTimestamp").stringValue("").isEmpty();
    }

    /**
     * Whether the pod runs on Windows. The API server and the kubelet use {@code spec.os}; without it, pods are kept on Windows
     * nodes by the label of the nodes.
     */
    public static boolean isWindows(ObjectNode pod) {
        JsonNode spec = pod.path("spec");
        String os = spec.path("os").path("name").stringValue("");
        if (!os.isEmpty()) {
            return os.equals("windows");
        }
        for (LabelRequirement linux : LINUX_NODES) {
            if (NodeSelectorTerms.contradiction(spec, linux).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether Fluid manages the Alluxio that the pod belongs to: its chart puts the label into every pod template. */
    public static boolean isManagedByFluid(Map<String, String> labels) {
        return labels.containsKey(Fluid.DATASET_LABEL);
    }

    /**
     * The pod's runtime class, if it may be a sandbox (gVisor, Kata). A container in a sandbox sees the socket in the mounted
     * directory but cannot connect to a socket of the host's kernel. The client takes the worker for local, since the file
     * exists, and does not fall back to TCP. Later mounts on the node do not reach a sandbox either. The name alone proves
     * nothing, so all runtime classes count as sandboxes but the known ones.
     *
     * @param known runtime classes with which sockets connect, by the configuration
     */
    static Optional<String> sandbox(ObjectNode pod, Set<String> known) {
        String name = pod.path("spec").path("runtimeClassName").stringValue("");
        return name.isEmpty() || NOT_SANDBOXES.contains(name) || known.contains(name)
                ? Optional.empty()
                : Optional.of(name);
    }

    /**
     * Whether the pod has a user namespace. The container runtime then maps the ids of each mount, but not those of file systems
     * mounted below it. Source: containerd's {@code WithMounts}, which requests no recursive mapping.
     */
    public static boolean hasUserNamespace(PodElement spec) {
        JsonNode hostUsers = spec.node().path("hostUsers");
        return hostUsers.isBoolean() && !hostUsers.booleanValue();
    }
}
