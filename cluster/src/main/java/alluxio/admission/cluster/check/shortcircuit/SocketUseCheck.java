package alluxio.admission.cluster.check.shortcircuit;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.facts.AlluxioMetrics;
import alluxio.admission.cluster.facts.AlluxioRequests;
import alluxio.admission.cluster.facts.PodAnswer;
import alluxio.admission.cluster.facts.RunningAlluxio;
import java.util.List;
import java.util.Optional;

/** How many bytes of an Alluxio went by socket, by file and by network since its workers started, as its master counts them. */
public final class SocketUseCheck implements ClusterCheck {
    private static final CheckInfo INFO = new CheckInfo(CheckGroup.SHORT_CIRCUIT, "bytes", "bytes");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<CheckResult> run(CheckedCluster cluster) {
        return cluster.alluxios().stream()
                .filter(alluxio -> !AlluxioRequests.masterMetrics(alluxio).isEmpty())
                .map(alluxio -> check(alluxio, cluster))
                .toList();
    }

    private static CheckResult check(RunningAlluxio alluxio, CheckedCluster cluster) {
        List<PodAnswer> answers = AlluxioRequests.masterMetrics(alluxio).stream()
                .map(request -> cluster.facts().answer(request))
                .toList();
        String sample = PodAnswer.sample(answers, "masters");
        Optional<AlluxioMetrics> counted = answers.stream()
                .flatMap(answer -> answer.json().stream())
                .map(AlluxioMetrics::of)
                .reduce(AlluxioMetrics::plus);
        if (counted.isEmpty()) {
            return INFO.skipped(alluxio + ": "
                    + answers.stream()
                            .filter(PodAnswer::wasAsked)
                            .findFirst()
                            .map(PodAnswer::problem)
                            .orElse("no master was asked")
                    + sample);
        }
        return INFO.ok(alluxio + ": "
                + (counted.get().all() == 0
                        ? "nothing was read or written yet"
                        : counted.get().toString())
                + sample);
    }
}
