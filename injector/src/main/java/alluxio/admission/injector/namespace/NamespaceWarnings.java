package alluxio.admission.injector.namespace;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.kube.LimitRanges;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Warns where the pod's namespace will refuse what was injected. The API server checks Pod Security, LimitRanges and quotas after its
 * webhooks, and its messages do not name Alluxio. Never a refusal: the pod may be exempt, and what is seen may be older.
 */
public record NamespaceWarnings(String namespace, ClusterView cluster) {
    /** Adds the warnings. Called when all is injected. */
    public void warn(Injection injection) {
        InjectedPod pod = InjectedPod.of(injection);
        Optional<ObjectNode> seen = cluster.find("Namespace", "", namespace);
        Optional<PodSecurityLevel> level = seen.isPresent() ? PodSecurityLevel.of(seen.get()) : Optional.empty();
        if (level.isPresent()) {
            level.get().warn(injection.report(), namespace, hostPaths(injection), pod.injected());
        }
        if (pod.injected().isEmpty()) {
            return;
        }
        LimitRanges ranges = LimitRanges.of(cluster.list("LimitRange", namespace));
        new LimitRangeCheck(injection.report(), pod, ranges).warn();
        new QuotaCheck(injection.report(), pod, ranges)
                .warn(cluster.list("ResourceQuota", namespace).stream()
                        .limit(LimitRanges.MOST_READ)
                        .toList());
    }

    /** The names of the injected volumes that are directories of the node. */
    private static List<String> hostPaths(Injection injection) {
        return injection
                .spec()
                .list("volumes")
                .valueStream()
                .filter(volume -> volume.path("hostPath").isObject())
                .map(volume -> volume.path("name").stringValue(""))
                .filter(name -> InjectedPod.isInjected(injection, AdditionKind.VOLUMES, name))
                .toList();
    }
}
