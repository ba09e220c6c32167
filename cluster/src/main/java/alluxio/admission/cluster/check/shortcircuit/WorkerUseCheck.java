package alluxio.admission.cluster.check.shortcircuit;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.check.Counted;
import alluxio.admission.cluster.facts.AlluxioMetrics;
import alluxio.admission.cluster.facts.AlluxioRequests;
import alluxio.admission.cluster.facts.AlluxioWorkload;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.PodAnswer;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.model.Feature;
import alluxio.admission.model.alluxio.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether clients use the socket of the worker beside them. A worker that served bytes by network and none by its socket, while
 * injected clients run on its node, has a socket that they do not find.
 */
public final class WorkerUseCheck implements ClusterCheck {
    private static final CheckInfo INFO = new CheckInfo(CheckGroup.SHORT_CIRCUIT, "sockets-used", "sockets used");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<CheckResult> run(CheckedCluster cluster) {
        return cluster.alluxios().stream()
                .filter(alluxio -> !alluxio.of(Role.WORKER).isEmpty())
                .map(alluxio -> check(alluxio, cluster))
                .toList();
    }

    private static CheckResult check(RunningAlluxio alluxio, CheckedCluster cluster) {
        Map<String, Set<String>> clients = ClientsOnNodes.of(alluxio, Feature.SHORT_CIRCUIT, cluster);
        AlluxioMetrics beside = new AlluxioMetrics(0, 0, 0);
        List<String> unused = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<PodAnswer> answers = new ArrayList<>();
        for (AlluxioWorkload workers : alluxio.of(Role.WORKER)) {
            for (ObjectNode worker : workers.readyPods()) {
                PodAnswer answer = cluster.facts().answer(AlluxioRequests.workerMetrics(workers, worker));
                Set<String> besideIt = clients.getOrDefault(PodState.node(worker), Set.of());
                answers.add(answer);
                if (answer.json().isEmpty()) {
                    if (answer.wasAsked()) {
                        problems.add(ObjectNames.name(worker) + ": " + answer.problem());
                    }
                } else if (!besideIt.isEmpty()) {
                    AlluxioMetrics served = AlluxioMetrics.of(answer.json().get());
                    beside = beside.plus(served);
                    if (served.socket() + served.file() == 0 && served.network() > 0) {
                        unused.add(ObjectNames.name(worker) + " on node " + PodState.node(worker) + ": " + served
                                + ", beside " + String.join(", ", besideIt));
                    }
                }
            }
        }
        String sample = PodAnswer.sample(answers, "workers");
        if (!unused.isEmpty()) {
            return INFO.warning(
                            alluxio + ": " + unused.size() + (unused.size() == 1 ? " worker has" : " workers have")
                                    + " a socket that no client uses, though clients run beside it"
                                    + sample,
                            "in a client: ls /opt/domain must show the worker's socket, and its log must not say "
                                    + "\"EPOLL is not available\"; bytes that other nodes read count as network, too")
                    .with(unused);
        }
        if (beside.all() == 0 && !problems.isEmpty()) {
            return INFO.skipped(alluxio + ": " + problems.getFirst() + sample)
                    .with(problems.subList(1, problems.size()));
        }
        return INFO.ok(alluxio + ": " + summary(beside, ClientsOnNodes.count(clients)) + sample);
    }

    private static String summary(AlluxioMetrics beside, int clients) {
        if (clients == 0) {
            return "no injected client runs";
        }
        if (beside.all() == 0) {
            return Counted.of(clients, "client") + ", nothing was read or written beside them yet";
        }
        long local = beside.socket() + beside.file();
        return "workers beside clients served " + (100 * local / beside.all()) + " % locally (" + beside + ")";
    }
}
