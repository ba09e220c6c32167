package alluxio.admission.cluster.missed;

import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.RemedyCommands;
import alluxio.admission.cluster.missed.OptedInPod.Missed;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.OwnerReferences;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What made pods that opted in and were not injected: their controller, or the pod itself where it has none.
 *
 * @param owner as messages name it: {@code Deployment team/web}, of which {@code reference} is the ReplicaSet
 * @param pods how many of them
 */
public record MissedOwner(String namespace, Reference reference, String owner, int pods, Missed missed) {

    /** What an Event refers to. */
    public record Reference(String apiVersion, String kind, String name, String uid) {}

    /** The owner of pods that have the same one, and were missed for the first one's reason. */
    static MissedOwner of(List<OptedInPod> pods) {
        OptedInPod first = pods.getFirst();
        return new MissedOwner(
                JsonNodes.text(first.pod().path("metadata"), "namespace"),
                reference(first.pod()),
                PodState.owner(first.pod()),
                pods.size(),
                first.missed());
    }

    static Reference reference(JsonNode pod) {
        JsonNode metadata = pod.path("metadata");
        return OwnerReferences.controller(metadata)
                .map(owner -> new Reference(
                        JsonNodes.text(owner, "apiVersion"),
                        JsonNodes.text(owner, "kind"),
                        JsonNodes.text(owner, "name"),
                        JsonNodes.text(owner, "uid")))
                .orElseGet(() ->
                        new Reference("v1", "Pod", JsonNodes.text(metadata, "name"), JsonNodes.text(metadata, "uid")));
    }

    /** For the Event: what is wrong, then the fix. */
    public String message() {
        return pods + (pods == 1 ? " pod that opted in to Alluxio runs" : " pods that opted in to Alluxio run")
                + " without it: " + missed.reason() + ". When the webhook works, create them again: "
                + RemedyCommands.restart(owner);
    }
}
