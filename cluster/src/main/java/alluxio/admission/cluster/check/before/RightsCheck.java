package alluxio.admission.cluster.check.before;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.AccessQuestion;
import java.util.List;
import java.util.Map;

/** Whether the caller may create all objects of the chart. */
public final class RightsCheck extends BeforeCheck {

    public RightsCheck(PlannedInstallation plan) {
        super("rights", "your rights", plan);
    }

    @Override
    CheckResult check(CheckedCluster cluster) {
        List<String> missing = plan().rights().entrySet().stream()
                .filter(right -> !right.getValue())
                .map(Map.Entry::getKey)
                .map(AccessQuestion::toString)
                .toList();
        return missing.isEmpty()
                ? info().ok("all that an installation needs")
                : info().failed(
                                "you may not create all objects of an installation",
                                "ask for these rights, or have somebody with the role cluster-admin install it")
                        .with(missing);
    }
}
