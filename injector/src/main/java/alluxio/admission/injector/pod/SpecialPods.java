package alluxio.admission.injector.pod;

import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Recognises pods to which little or nothing can be given, each by what Kubernetes itself goes by. */
public final class SpecialPods {
    /**
     * Runtime classes that are no sandbox by their usual names: plain runtimes, and those of NVIDIA's operator, which only
     * bring devices into a container of runc's.
     */
    static final Set<String> PLAIN = Set.of("runc", "crun", "nvidia", "nvidia-cdi", "nvidia-legacy");

    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final String FLUID = "fluid.io/dataset";

    private SpecialPods() {}

    /**
     * The API server's copy of a static pod. The kubelet runs the pod from its file, whatever the copy says, and a copy that
     * is not as the kubelet made it is made again for ever.
     */
    public static boolean isMirror(Map<String, String> annotations) {
        return annotations.containsKey(MIRROR);
    }

    /** A pod on its way out. It can only lose finalizers now; a change of anything else would be refused, and hold it up. */
    public static boolean isBeingDeleted(ObjectNode pod) {
        return !pod.path("metadata").path("deletionTimestamp").stringValue("").isEmpty();
    }

    /**
     * {@code spec.os} is what the API server and the kubelet go by; before it, and still, pods are kept on Windows nodes by
     * the label of the nodes.
     */
    static boolean isWindows(ObjectNode pod) {
        JsonNode spec = pod.path("spec");
        String os = spec.path("os").path("name").stringValue("");
        if (!os.isEmpty()) {
            return os.equals("windows");
        }
        JsonNode terms = NodeSelectorTerms.terms(spec);
        return Stream.of("kubernetes.io/os", "beta.kubernetes.io/os")
                .map(label -> LabelRequirement.label(label, "linux"))
                .anyMatch(linux -> NodeSelectorTerms.contradiction(spec.path("nodeSelector"), terms, linux)
                        .isPresent());
    }

    /** A server or FUSE pod of an Alluxio that Fluid runs: its chart puts the label into every pod template. */
    static boolean isFluids(Map<String, String> labels) {
        return labels.containsKey(FLUID);
    }

    /**
     * The runtime class, where it may be a sandbox (gVisor, Kata): a container there sees the socket in the mounted
     * directory, but a socket of the host's kernel cannot be connected to from another kernel. The client takes the worker
     * for local, since the file exists, and does not fall back to TCP. Nor does a mount of the node's that comes later
     * reach a sandbox. The name says nothing for sure, so all are taken for sandboxes but the known ones.
     *
     * @param known those of which the configuration says that sockets connect
     */
    static Optional<String> sandbox(ObjectNode pod, Set<String> known) {
        return Optional.of(pod.path("spec").path("runtimeClassName").stringValue(""))
                .filter(name -> !name.isEmpty() && !PLAIN.contains(name) && !known.contains(name));
    }

    /**
     * A user namespace of the pod's own. The container runtime then maps the ids of every mount, and only of the mount itself;
     * source: containerd's {@code WithMounts} asks for no recursive mapping.
     */
    public static boolean hasUserNamespace(PodElement spec) {
        JsonNode hostUsers = spec.node().path("hostUsers");
        return hostUsers.isBoolean() && !hostUsers.booleanValue();
    }
}
