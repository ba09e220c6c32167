package alluxio.admission.cluster.check.before;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the API server is new enough: from 1.30 on it has ValidatingAdmissionPolicy as v1. */
public final class KubernetesVersionCheck extends BeforeCheck {
    private static final int OLDEST_MINOR = 30;
    private static final Pattern VERSION = Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,6}).*");

    public KubernetesVersionCheck(PlannedInstallation plan) {
        super("kubernetes-version", "Kubernetes", plan);
    }

    @Override
    CheckResult check(CheckedCluster cluster) {
        String version = cluster.facts().server().version();
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return info().skipped("the API server does not tell its version");
        }
        boolean old = Integer.parseInt(parts.group(1)) == 1 && Integer.parseInt(parts.group(2)) < OLDEST_MINOR;
        return old
                ? info().failed(
                                version + " is too old",
                                "upgrade the cluster to Kubernetes 1." + OLDEST_MINOR + " or newer")
                : info().ok(version);
    }
}
