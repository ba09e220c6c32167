package alluxio.admission.cluster.check.alluxio;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.AlluxioWorkload;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.MasterJournal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Whether the masters are ready, and, with an embedded journal, enough of them for a quorum. */
public final class MastersCheck extends AlluxioCheck {

    public MastersCheck() {
        super("masters", "masters");
    }

    @Override
    List<CheckResult> check(RunningAlluxio alluxio, CheckedCluster cluster) {
        List<AlluxioWorkload> masters = alluxio.of(Role.MASTER);
        if (masters.isEmpty()) {
            return List.of(
                    info().warning(alluxio + ": no master is seen", "start one, or ask for the right to see it"));
        }
        int desired = masters.stream().mapToInt(AlluxioWorkload::desired).sum();
        int ready = masters.stream().mapToInt(AlluxioWorkload::ready).sum();
        boolean quorum = desired > 1 && isEmbedded(masters);
        String seen = alluxio + ": " + ready + " of " + desired + " ready";
        if (ready >= desired && desired > 0) {
            return List.of(info().ok(quorum ? seen + ", embedded journal" : seen));
        }
        String namespace = alluxio.namespace();
        String hint = "kubectl -n " + namespace + " describe pods "
                + String.join(
                        " ", notReady(masters).stream().map(ObjectNames::name).toList());
        List<String> waiting = notReady(masters).stream()
                .map(pod -> ObjectNames.name(pod) + reason(pod))
                .toList();
        boolean down = ready == 0 || (quorum && ready <= desired / 2);
        return List.of((down
                        ? info().failed(
                                        ready == 0 ? seen : seen + ": no quorum, which needs " + (desired / 2 + 1),
                                        hint.strip())
                        : info().warning(seen, hint.strip()))
                .with(waiting));
    }

    private static boolean isEmbedded(List<AlluxioWorkload> masters) {
        return masters.stream()
                .flatMap(workload -> workload.container(Role.MASTER).stream())
                .anyMatch(master -> MasterJournal.of(master).is(MasterJournal.EMBEDDED));
    }

    private static List<ObjectNode> notReady(List<AlluxioWorkload> workloads) {
        return workloads.stream()
                .flatMap(workload -> workload.pods().stream())
                .filter(pod -> !PodState.isReady(pod))
                .toList();
    }

    private static String reason(ObjectNode pod) {
        String waits = PodState.waitingReason(pod);
        return waits.isEmpty() ? ": not ready" : ": " + waits;
    }
}
