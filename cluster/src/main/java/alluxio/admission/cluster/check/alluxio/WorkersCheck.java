package alluxio.admission.cluster.check.alluxio;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.AlluxioWorkload;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.model.alluxio.Role;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Whether the workers are ready, and known to the master. */
public final class WorkersCheck extends AlluxioCheck {

    public WorkersCheck() {
        super("workers", "workers");
    }

    @Override
    List<CheckResult> check(RunningAlluxio alluxio, CheckedCluster cluster) {
        List<AlluxioWorkload> workers = alluxio.of(Role.WORKER);
        if (workers.isEmpty()) {
            return List.of(
                    info().warning(alluxio + ": no worker is seen", "start them, or ask for the right to see them"));
        }
        int desired = workers.stream().mapToInt(AlluxioWorkload::desired).sum();
        int ready = workers.stream().mapToInt(AlluxioWorkload::ready).sum();
        String seen = alluxio + ": " + ready + " of " + desired + " ready";
        String namespace = alluxio.namespace();
        String describe = "kubectl -n " + namespace + " describe "
                + workers.getFirst().object().path("kind").stringValue("").toLowerCase(java.util.Locale.ROOT) + " "
                + workers.getFirst().name();
        if (ready < desired || desired == 0) {
            List<String> waiting = workers.stream()
                    .flatMap(workload -> workload.pods().stream())
                    .filter(pod -> !PodState.isReady(pod))
                    .map(pod -> ObjectNames.name(pod) + " on " + orNoNode(PodState.node(pod)) + ": "
                            + orNotReady(PodState.waitingReason(pod)))
                    .toList();
            return List.of((ready == 0 ? info().failed(seen, describe) : info().warning(seen, describe)).with(waiting));
        }
        Optional<JsonNode> info = MasterInfo.of(alluxio, cluster.facts());
        long registered =
                info.map(answer -> (long) answer.path("workers").size()).orElse((long) ready);
        if (registered < ready) {
            return List.of(info().warning(
                            seen + ", but the master knows " + registered,
                            "look at the log of a worker: which master does it call? kubectl -n " + namespace
                                    + " logs -l role=alluxio-worker -c alluxio-worker"));
        }
        return List.of(info().ok(
                        info.isPresent()
                                ? seen + " and known to the master"
                                : seen + MasterInfo.sample(alluxio, cluster.facts())));
    }

    private static String orNoNode(String node) {
        return node.isEmpty() ? "no node yet" : "node " + node;
    }

    private static String orNotReady(String reason) {
        return reason.isEmpty() ? "not ready" : reason;
    }
}
