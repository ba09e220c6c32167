package alluxio.admission.cluster.check.before;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.cluster.facts.RunningAlluxio;
import java.util.List;
import java.util.stream.Stream;

/** Where Alluxio runs, and the command that installs the webhook for it. */
public final class AlluxioFoundCheck extends BeforeCheck {

    public AlluxioFoundCheck(PlannedInstallation plan) {
        super("alluxio-found", "Alluxio", plan);
    }

    @Override
    CheckResult check(CheckedCluster cluster) {
        List<String> namespaces = cluster.alluxios().stream()
                .map(RunningAlluxio::namespace)
                .distinct()
                .sorted()
                .toList();
        String install = "helm install " + plan().name() + " deploy/chart --namespace " + plan().namespace()
                + " --create-namespace";
        if (namespaces.isEmpty()) {
            List<String> unseen = Stream.of(ReadableKind.STATEFUL_SET, ReadableKind.DAEMON_SET, ReadableKind.DEPLOYMENT)
                    .flatMap(kind -> cluster.objects().listing(kind).problems().stream())
                    .toList();
            return unseen.isEmpty()
                    ? info().warning(
                                    "none runs in this cluster, so there is nothing to discover",
                                    install
                                            + ", with a profile in the chart value config.profiles, or when Alluxio runs")
                    : info().skipped(unseen.getFirst());
        }
        String names = String.join(",", namespaces);
        return info().ok("in " + names.replace(",", ", ")
                + (namespaces.size() == 1 ? "; install with: " : "; install with, for those that you trust: ") + install
                + " --set 'discovery.namespaces={" + names
                + "}' (without Helm, afterwards: bin/alluxio-admission trust "
                + String.join(" ", namespaces) + ")");
    }
}
