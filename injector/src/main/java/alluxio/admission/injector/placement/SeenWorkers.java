package alluxio.admission.injector.placement;

import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.Fluid;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether the workers that are seen in a cluster, or among manifests, have the directory of the node that their clients mount. Where
 * no worker has it, a client waits for it for ever: the kubelet does not create a hostPath of type Directory.
 *
 * <p>Only what is seen counts. Without any worker nothing is known, and one worker that has the directory, or may have it, is enough.
 * The workers are read once for all decisions, when the first one needs them; this is charged to no decision. Thread-safe.
 */
public final class SeenWorkers {
    private static final List<String> WORKLOADS = List.of("DaemonSet", "StatefulSet", "Deployment");

    /** Where a namespace has more workloads of a kind, nothing is known of them. */
    private static final int MOST_WORKLOADS = 2_000;

    private record SocketsOfNode(String namespace, String hostPath) {}

    private final ClusterView view;
    private final Map<SocketsOfNode, Optional<String>> known = new HashMap<>();

    public SeenWorkers(ClusterView view) {
        this.view = view;
    }

    public ClusterView view() {
        return view;
    }

    /** Whether they are those of this very view: to compare what two views contain would cost more than to read it. */
    @SuppressWarnings("ReferenceEquality")
    public boolean isOf(ClusterView other) {
        return view == other;
    }

    /** Why no worker of the profile has the directory, with the fix; empty if one has it, or may have it, or if none is seen. */
    public Optional<String> socketObstacle(Profile profile) {
        ShortCircuitSettings shortCircuit = profile.shortCircuit().orElse(null);
        if (shortCircuit == null
                || shortCircuit.policy() != ShortCircuitPolicy.UUID
                || shortCircuit.hostPath().isEmpty()) {
            return Optional.empty();
        }
        String hostPath = ContainerPath.absolute(shortCircuit.hostPath().get());
        Optional<String> worker = workerWithout(new SocketsOfNode(profile.namespace(), hostPath));
        return worker.isPresent() ? Optional.of(message(profile, worker.get(), hostPath)) : Optional.empty();
    }

    private static String message(Profile profile, String worker, String hostPath) {
        return "no worker of profile \"" + profile.name() + "\" has its sockets in " + hostPath
                + " of the node, for which a client "
                + "would wait for ever: " + worker
                + "; install Alluxio with the chart values shortCircuit.enabled=true and "
                + "shortCircuit.volumeType=hostPath, or set shortCircuit.hostPath in the profile as its workers have it";
    }

    private synchronized Optional<String> workerWithout(SocketsOfNode sockets) {
        Optional<String> worker = known.get(sockets);
        if (worker == null) {
            worker = read(sockets);
            known.put(sockets, worker);
        }
        return worker;
    }

    private Optional<String> read(SocketsOfNode sockets) {
        Optional<String> first = Optional.empty();
        for (String kind : WORKLOADS) {
            List<ObjectNode> workloads = view.list(kind, sockets.namespace());
            if (workloads.size() > MOST_WORKLOADS) {
                return Optional.empty();
            }
            for (ObjectNode workload : workloads) {
                WorkerSockets found = sockets(workload, sockets);
                if (found == WorkerSockets.THERE) {
                    return Optional.empty();
                }
                if (first.isEmpty() && found != WorkerSockets.NO_WORKER) {
                    first = Optional.of(kind + " " + Excerpt.of(JsonNodes.text(workload.path("metadata"), "name"))
                            + (found == WorkerSockets.ON_CLAIM
                                    ? " has a claim that is not known to be that directory"
                                    : " has no volume with it"));
                }
            }
        }
        return first;
    }

    private enum WorkerSockets {
        NO_WORKER,
        /** Or they may be there. */
        THERE,
        ON_CLAIM,
        NOWHERE
    }

    private WorkerSockets sockets(ObjectNode workload, SocketsOfNode sockets) {
        try {
            Field object = Field.root(workload, Budget.ofDecision());
            Pod pod = Pod.of(
                    object.at("spec", "template"),
                    sockets.namespace(),
                    object.at("spec", "volumeClaimTemplates").items(),
                    view);
            if (!pod.has(Role.WORKER) || doesNotCount(workload, pod)) {
                return WorkerSockets.NO_WORKER;
            }
            boolean injected = pod.labels().getOrDefault(Keys.INJECT, "false").equals("true");
            if (injected || pod.volumes().stream().anyMatch(volume -> isThere(volume, sockets))) {
                return WorkerSockets.THERE;
            }
            return pod.volumes().stream().anyMatch(Volume::isClaim) ? WorkerSockets.ON_CLAIM : WorkerSockets.NOWHERE;
        } catch (BudgetExceededException e) {
            return WorkerSockets.THERE;
        }
    }

    private static boolean doesNotCount(ObjectNode workload, Pod pod) {
        JsonNode metadata = workload.path("metadata");
        return Fluid.isLabelled(pod.labels().keySet())
                || Fluid.isLabelled(JsonNodes.stringMap(metadata.path("labels")).keySet())
                || Fluid.isOwned(metadata)
                || !metadata.path("deletionTimestamp").isMissingNode();
    }

    /** Whether the volume is the directory, below it, or above it: then the worker's pod may have made it. */
    private boolean isThere(Volume volume, SocketsOfNode sockets) {
        if (volume.isHostPath()) {
            return overlaps(volume.hostPath(), sockets);
        }
        if (!volume.type().equals("persistentVolumeClaim")) {
            return false;
        }
        Optional<String> bound = view.find(
                        "PersistentVolumeClaim",
                        sockets.namespace(),
                        volume.source().at("claimName").string())
                .map(claim -> JsonNodes.text(claim.path("spec"), "volumeName"))
                .filter(name -> !name.isEmpty());
        return bound.isPresent()
                ? view.find("PersistentVolume", "", bound.get())
                        .filter(persistent -> isDirectory(persistent, sockets))
                        .isPresent()
                : view.list("PersistentVolume", "").stream().anyMatch(persistent -> isDirectory(persistent, sockets));
    }

    private static boolean isDirectory(JsonNode persistentVolume, SocketsOfNode sockets) {
        JsonNode spec = persistentVolume.path("spec");
        return Stream.of("hostPath", "local")
                .map(type -> JsonNodes.text(spec.path(type), "path"))
                .filter(path -> !path.isEmpty())
                .anyMatch(path -> overlaps(ContainerPath.absolute(path), sockets));
    }

    private static boolean overlaps(String directory, SocketsOfNode sockets) {
        return ContainerPath.relation(directory, sockets.hostPath()) != ContainerPath.Relation.APART;
    }
}
