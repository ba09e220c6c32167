package alluxio.admission.cluster.check.shortcircuit;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.check.Counted;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.model.Feature;
import alluxio.admission.model.alluxio.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a FUSE daemon is ready on each node where pods read through the host's mount. */
public final class FuseDaemonsCheck implements ClusterCheck {
    private static final CheckInfo INFO = new CheckInfo(CheckGroup.FUSE, "fuse-daemons", "daemons");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<CheckResult> run(CheckedCluster cluster) {
        return cluster.alluxios().stream()
                .filter(alluxio -> !alluxio.of(Role.FUSE).isEmpty()
                        || !ClientsOnNodes.of(alluxio, Feature.FUSE, cluster).isEmpty())
                .map(alluxio -> check(alluxio, cluster))
                .toList();
    }

    private static CheckResult check(RunningAlluxio alluxio, CheckedCluster cluster) {
        Map<String, Set<String>> readers = ClientsOnNodes.of(alluxio, Feature.FUSE, cluster);
        Set<String> sidecars = cluster.clients().stream()
                .filter(each ->
                        each.status().filter(FuseDaemonsCheck::hasSidecar).isPresent())
                .map(each -> ObjectNames.of(each.pod()))
                .collect(Collectors.toSet());
        Set<String> ready = alluxio.of(Role.FUSE).stream()
                .flatMap(daemons -> daemons.readyPods().stream())
                .map(PodState::node)
                .collect(Collectors.toSet());
        List<String> without = readers.entrySet().stream()
                .filter(node -> !ready.contains(node.getKey()) && !sidecars.containsAll(node.getValue()))
                .map(node -> "node " + node.getKey() + ": " + String.join(", ", node.getValue()))
                .toList();
        return without.isEmpty()
                ? INFO.ok(alluxio + ": ready on " + Counted.of(ready.size(), "node") + ", "
                        + Counted.of(ClientsOnNodes.count(readers), "reader"))
                : INFO.failed(
                                alluxio + ": no daemon is ready where pods read through FUSE",
                                "kubectl -n " + alluxio.namespace()
                                        + " get pods -o wide -l role=alluxio-fuse; the pods see "
                                        + "the file system as soon as the daemon has mounted it")
                        .with(without);
    }

    private static boolean hasSidecar(InjectionStatus status) {
        return !status.details(AdditionKind.INIT_CONTAINERS).isEmpty();
    }
}
