package alluxio.admission.cluster.facts;

import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.OwnerReferences;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the state of a pod as the kubelet and the scheduler write it. Total. */
public final class PodState {
    private PodState() {}

    public static boolean isReady(JsonNode pod) {
        return !isBeingDeleted(pod)
                && pod.path("status")
                        .path("conditions")
                        .valueStream()
                        .anyMatch(condition -> JsonNodes.text(condition, "type").equals("Ready")
                                && JsonNodes.text(condition, "status").equals("True"));
    }

    /** Whether all its containers have ended for good. */
    public static boolean isOver(JsonNode pod) {
        String phase = phase(pod);
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    public static boolean isPending(JsonNode pod) {
        return phase(pod).equals("Pending");
    }

    public static boolean isRunning(JsonNode pod) {
        return phase(pod).equals("Running") && !isBeingDeleted(pod);
    }

    public static boolean isBeingDeleted(JsonNode pod) {
        return pod.path("metadata").has("deletionTimestamp");
    }

    /** The node's name; "" while it is not scheduled. */
    public static String node(JsonNode pod) {
        return JsonNodes.text(pod.path("spec"), "nodeName");
    }

    private static String phase(JsonNode pod) {
        return JsonNodes.text(pod.path("status"), "phase");
    }

    /** {@code Deployment web}; the pod itself where no controller made it. The name of a ReplicaSet's Deployment is made of the pod's own labels. */
    public static String owner(JsonNode pod) {
        Optional<JsonNode> controller = OwnerReferences.controller(pod.path("metadata"));
        if (controller.isEmpty()) {
            return "Pod " + ObjectNames.of(pod);
        }
        String kind = JsonNodes.text(controller.get(), "kind");
        String name = JsonNodes.text(controller.get(), "name");
        String hash = ObjectNames.labels(pod).getOrDefault("pod-template-hash", "");
        boolean ofDeployment = kind.equals("ReplicaSet") && !hash.isEmpty() && name.endsWith("-" + hash);
        String of = ObjectNames.namespace(pod) + "/";
        return ofDeployment
                ? "Deployment " + of + name.substring(0, name.length() - hash.length() - 1)
                : kind + " " + of + name;
    }

    /** Why a container waits or has ended, such as {@code ContainerCreating} or {@code CrashLoopBackOff}; "" if none does. */
    public static String waitingReason(JsonNode pod) {
        JsonNode status = pod.path("status");
        return java.util.stream.Stream.concat(
                        status.path("initContainerStatuses").valueStream(),
                        status.path("containerStatuses").valueStream())
                .map(container -> JsonNodes.text(container.path("state").path("waiting"), "reason"))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
    }
}
