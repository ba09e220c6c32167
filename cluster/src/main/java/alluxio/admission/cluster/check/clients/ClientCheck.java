package alluxio.admission.cluster.check.clients;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.check.Counted;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.cluster.missed.OptedInPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A check of the pods that opted in, in a cluster whose pods are seen at least in part. */
abstract class ClientCheck implements ClusterCheck {
    private final CheckInfo info;

    ClientCheck(String id, String name) {
        this.info = new CheckInfo(CheckGroup.CLIENTS, id, name);
    }

    @Override
    public final CheckInfo info() {
        return info;
    }

    @Override
    public final List<CheckResult> run(CheckedCluster cluster) {
        if (cluster.installation().isEmpty()) {
            return List.of();
        }
        List<String> unseen = cluster.objects().listing(ReadableKind.POD).problems();
        return cluster.clients().isEmpty() && !unseen.isEmpty()
                ? List.of(info.skipped(unseen.getFirst()).with(unseen.subList(1, unseen.size())))
                : List.of(check(cluster));
    }

    abstract CheckResult check(CheckedCluster cluster);

    private static boolean isAlone(OptedInPod pod) {
        return PodState.owner(pod.pod()).startsWith("Pod ");
    }

    /** A line for each owner: how many of its pods, and why; sorted. */
    static List<String> byOwner(List<OptedInPod> pods, Function<OptedInPod, String> reason) {
        Map<String, List<OptedInPod>> owners = new TreeMap<>();
        pods.forEach(each -> owners.computeIfAbsent(
                        PodState.owner(each.pod()) + (isAlone(each) ? ": " : " (%s): ") + reason.apply(each),
                        _ -> new ArrayList<>())
                .add(each));
        return owners.entrySet().stream()
                .map(each ->
                        each.getKey().replace("%s", Counted.of(each.getValue().size(), "pod")))
                .toList();
    }
}
