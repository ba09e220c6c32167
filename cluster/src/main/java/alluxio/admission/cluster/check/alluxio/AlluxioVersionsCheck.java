package alluxio.admission.cluster.check.alluxio;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.AlluxioWorkload;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.model.alluxio.AlluxioRelease;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether masters, workers and daemons are of one release: others are not promised to understand each other. */
public final class AlluxioVersionsCheck extends AlluxioCheck {

    public AlluxioVersionsCheck() {
        super("alluxio-versions", "versions");
    }

    @Override
    List<CheckResult> check(RunningAlluxio alluxio, CheckedCluster cluster) {
        Map<String, AlluxioRelease> releases = new TreeMap<>();
        for (AlluxioWorkload workload : alluxio.workloads()) {
            workload.template().containers().stream()
                    .filter(container -> container.role().isPresent())
                    .flatMap(container -> container.release().stream())
                    .findFirst()
                    .ifPresent(release -> releases.put(workload.toString(), release));
        }
        if (releases.isEmpty()) {
            return List.of(info().skipped(alluxio + ": no image says which release it is"));
        }
        AlluxioRelease first = releases.values().iterator().next();
        return releases.values().stream().noneMatch(first::differsFrom)
                ? List.of(info().ok(alluxio + ": " + first))
                : List.of(info().warning(alluxio + ": of several releases", "upgrade all of them to the same release")
                        .with(releases.entrySet().stream()
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .toList()));
    }
}
