package alluxio.admission.cluster.check.clients;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.Counted;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.cluster.missed.OptedInPod;
import alluxio.admission.model.kube.JsonNodes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Whether pods wait for a directory of Alluxio that their node does not have: the kubelet then says so in an Event only. */
public final class WaitingCheck extends ClientCheck {
    private static final String VOLUMES = "alluxio-";

    public WaitingCheck() {
        super("waiting", "started");
    }

    @Override
    CheckResult check(CheckedCluster cluster) {
        List<OptedInPod> pending = cluster.clients().stream()
                .filter(each -> PodState.isPending(each.pod()))
                .toList();
        List<String> waiting = pending.stream()
                .flatMap(each -> reason(each.pod(), cluster)
                        .map(reason ->
                                ObjectNames.of(each.pod()) + " on node " + PodState.node(each.pod()) + ": " + reason)
                        .stream())
                .toList();
        if (waiting.isEmpty()) {
            return info().ok("no pod waits for a directory of Alluxio");
        }
        return info().failed(
                        Counted.of(waiting.size(), "pod") + (waiting.size() == 1 ? " waits" : " wait")
                                + " for a directory of Alluxio, on nodes without a ready worker or FUSE daemon",
                        "start a worker there (kubectl -n ALLUXIO get pods -o wide), or keep the pods on the nodes of "
                                + "workers: annotation alluxio.io/scheduling: required")
                .with(waiting);
    }

    /** The latest Event about a volume of Alluxio whose directory is missing. */
    private static Optional<String> reason(ObjectNode pod, CheckedCluster cluster) {
        return cluster.objects().in(ReadableKind.EVENT, ObjectNames.namespace(pod)).stream()
                .filter(event -> JsonNodes.text(event, "reason").equals("FailedMount"))
                .filter(event ->
                        JsonNodes.text(event.path("involvedObject"), "name").equals(ObjectNames.name(pod)))
                .map(event -> JsonNodes.text(event, "message"))
                .filter(message -> message.contains("\"" + VOLUMES) && message.contains("hostPath type check failed"))
                .reduce((_, last) -> last);
    }
}
