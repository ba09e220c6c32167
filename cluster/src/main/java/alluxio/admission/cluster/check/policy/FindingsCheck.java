package alluxio.admission.cluster.check.policy;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.check.Counted;
import alluxio.admission.cluster.facts.AlluxioWorkload;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.policy.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether what runs would be accepted, and without warnings, if it were applied now. */
public final class FindingsCheck implements ClusterCheck {
    private static final CheckInfo INFO = new CheckInfo(CheckGroup.POLICY, "findings", "findings");

    /** What a check of another group says. */
    private static final Set<String> SAID_ELSEWHERE = Set.of("mixed-versions");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<CheckResult> run(CheckedCluster cluster) {
        if (cluster.installation().isEmpty()) {
            return List.of();
        }
        return cluster.alluxios().stream()
                .map(alluxio -> check(alluxio, cluster))
                .toList();
    }

    private static CheckResult check(RunningAlluxio alluxio, CheckedCluster cluster) {
        List<String> findings = new ArrayList<>();
        for (AlluxioWorkload workload : alluxio.workloads()) {
            for (Finding finding : cluster.policy().judge(workload.object())) {
                if (SAID_ELSEWHERE.contains(finding.rule())) {
                    continue;
                }
                findings.add(workload + ": " + finding.severity().key() + " " + finding.rule() + " at " + finding.path()
                        + ": found " + finding.found() + ". Fix: " + finding.fix());
            }
        }
        return findings.isEmpty()
                ? INFO.ok(alluxio + ": none on what runs")
                : INFO.warning(
                                alluxio + ": " + Counted.of(findings.size(), "finding") + " on what runs",
                                "bin/alluxio-admission explain --rule RULE explains each; what denies would be refused at "
                                        + "the next apply")
                        .with(findings);
    }
}
