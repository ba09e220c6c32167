package alluxio.admission.app.manifest;

import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.OwnerReferences;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows {@code ownerReferences} from a pod to the workload that a user wrote: ReplicaSet to Deployment, Job to CronJob. Where the
 * ReplicaSet is not seen, its name and the label {@code pod-template-hash} tell the Deployment's.
 */
public final class ControllerChain {
    /** Deeper ones do not exist; references of manifests may form a circle. */
    private static final int MOST = 4;

    private static final String HASH = "pod-template-hash";

    /** Reads a controller in the namespace of what it controls. */
    @FunctionalInterface
    public interface ControllerLookup {
        /** Empty where it does not exist or is not seen. */
        Optional<ObjectNode> find(ControllerReference reference, String namespace);
    }

    /** A controller by its name. */
    public record ControllerReference(String apiVersion, String kind, String name) {}

    /**
     * What is at the top of a chain.
     *
     * @param object empty where it is not seen
     */
    public record ControllingWorkload(ControllerReference reference, Optional<ObjectNode> object) {
        /** For messages: {@code Deployment default/web}. */
        public String describe(String namespace) {
            return reference.kind() + " " + namespace + "/" + reference.name();
        }
    }

    private final ControllerLookup lookup;

    public ControllerChain(ControllerLookup lookup) {
        this.lookup = lookup;
    }

    /**
     * The topmost controller that is known.
     *
     * @param metadata of a pod, or of a workload that another one made
     */
    public Optional<ControllingWorkload> top(JsonNode metadata, String namespace) {
        Optional<ControllingWorkload> top = Optional.empty();
        JsonNode below = metadata;
        for (int i = 0; i < MOST; i++) {
            Optional<ControllerReference> next = controller(below);
            if (next.isEmpty()) {
                return top;
            }
            ControllingWorkload found = new ControllingWorkload(next.get(), lookup.find(next.get(), namespace));
            top = Optional.of(found);
            if (found.object().isEmpty()) {
                return deployment(next.get(), below)
                        .map(reference -> new ControllingWorkload(reference, lookup.find(reference, namespace)))
                        .or(() -> Optional.of(found));
            }
            below = found.object().get().path("metadata");
        }
        return top;
    }

    private static Optional<ControllerReference> controller(JsonNode metadata) {
        return OwnerReferences.controller(metadata)
                .map(owner -> new ControllerReference(
                        JsonNodes.text(owner, "apiVersion"),
                        JsonNodes.text(owner, "kind"),
                        JsonNodes.text(owner, "name")))
                .filter(reference ->
                        !reference.kind().isEmpty() && !reference.name().isEmpty());
    }

    /** A Deployment gives its ReplicaSets its own name and the hash, and the hash to their pods. */
    private static Optional<ControllerReference> deployment(ControllerReference replicaSet, JsonNode pod) {
        String end = "-" + JsonNodes.text(pod.path("labels"), HASH);
        String name = replicaSet.name();
        return replicaSet.kind().equals("ReplicaSet") && end.length() > 1 && name.endsWith(end)
                ? Optional.of(new ControllerReference(
                        replicaSet.apiVersion(), "Deployment", name.substring(0, name.length() - end.length())))
                : Optional.empty();
    }
}
