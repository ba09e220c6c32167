package alluxio.admission.injector.namespace;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.kube.LimitRanges;
import java.util.List;

/**
 * Warns where the pod's namespace will refuse what was injected. The API server checks Pod Security, LimitRanges and quotas after its
 * webhooks, and its messages do not name Alluxio. Never a refusal: the pod may be exempt, and what is seen may be older.
 */
public record NamespaceWarnings(String namespace, ClusterView cluster) {
    /** Adds the warnings. Called when all is injected. */
    public void warn(Injection injection) {
        InjectedPod pod = InjectedPod.of(injection);
        List<String> hostPaths = injection
                .spec()
                .list("volumes")
                .valueStream()
                .filter(volume -> volume.path("hostPath").isObject())
                .map(volume -> volume.path("name").stringValue(""))
                .filter(name -> InjectedPod.isInjected(injection, AdditionKind.VOLUMES, name))
                .toList();
        cluster.find("Namespace", "", namespace)
                .flatMap(PodSecurityLevel::of)
                .ifPresent(level -> level.warn(injection.report(), namespace, hostPaths, pod.injected()));
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
}
