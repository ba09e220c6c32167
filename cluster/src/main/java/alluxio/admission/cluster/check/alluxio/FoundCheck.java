package alluxio.admission.cluster.check.alluxio;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.cluster.facts.RemedyCommands;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import java.util.List;
import java.util.stream.Stream;

/** Which Alluxio clusters run, and whether pods can use them: each is trusted, or written. */
public final class FoundCheck implements ClusterCheck {
    private static final CheckInfo INFO = new CheckInfo(CheckGroup.ALLUXIO, "found", "found");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<CheckResult> run(CheckedCluster cluster) {
        List<String> unseen = Stream.of(
                        ReadableKind.STATEFUL_SET, ReadableKind.DAEMON_SET, ReadableKind.DEPLOYMENT, ReadableKind.POD)
                .flatMap(kind -> cluster.objects().listing(kind).problems().stream())
                .toList();
        if (cluster.alluxios().isEmpty()) {
            return List.of(
                    unseen.isEmpty()
                            ? INFO.warning("no Alluxio runs in this cluster", "start one, then check again")
                            : INFO.skipped(unseen.getFirst()).with(unseen.subList(1, unseen.size())));
        }
        return cluster.alluxios().stream()
                .map(alluxio -> check(alluxio, cluster))
                .toList();
    }

    private static CheckResult check(RunningAlluxio alluxio, CheckedCluster cluster) {
        String workloads = alluxio + ": "
                + String.join(
                        ", ",
                        alluxio.workloads().stream()
                                .map(workload -> workload.object().path("kind").stringValue("") + " " + workload.name())
                                .toList());
        if (isUnknown(cluster) || isUsed(alluxio.namespace(), cluster)) {
            return INFO.ok(workloads);
        }
        return INFO.warning(
                workloads + "; no profile uses it, and its namespace is not trusted",
                "if you trust all who may create workloads there: "
                        + RemedyCommands.trust(
                                alluxio.namespace(), cluster.trustedNamespaces(), cluster.installation()));
    }

    /** Without a configuration or without any profile there is nothing to compare with: other checks say so. */
    private static boolean isUnknown(CheckedCluster cluster) {
        return cluster.configuration()
                .flatMap(read -> read.completed())
                .filter(completed -> !completed.configuration().profiles().isEmpty())
                .isEmpty();
    }

    private static boolean isUsed(String namespace, CheckedCluster cluster) {
        return cluster.configuration().stream()
                .anyMatch(read -> read.written()
                                .filter(written -> written.discovery().trusts(namespace))
                                .isPresent()
                        || read.completed()
                                .filter(completed -> uses(completed.configuration(), namespace))
                                .isPresent());
    }

    private static boolean uses(AdmissionConfiguration configuration, String namespace) {
        return configuration.profiles().values().stream()
                .anyMatch(profile -> profile.namespace().equals(namespace));
    }
}
