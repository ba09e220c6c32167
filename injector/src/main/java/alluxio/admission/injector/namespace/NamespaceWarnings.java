package alluxio.admission.injector.namespace;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.model.ClusterView;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Warns where the pod's namespace will refuse what was injected. The API server checks Pod Security, LimitRanges and quotas after its
 * webhooks, and its messages do not name Alluxio. Never a refusal: the pod may be exempt, and what is seen may be older.
 */
public record NamespaceWarnings(String namespace, ClusterView cluster) {
    /** Adds the warnings. Called when all is injected. */
    public void warn(Injection injection) {
        List<JsonNode> containers = injectedContainers(injection);
        List<String> hostPaths = injection
                .spec()
                .list("volumes")
                .valueStream()
                .filter(volume -> volume.path("hostPath").isObject())
                .map(volume -> volume.path("name").stringValue(""))
                .filter(name -> isInjected(injection, AdditionKind.VOLUMES, name))
                .toList();
        cluster.find("Namespace", "", namespace)
                .flatMap(PodSecurityLevel::of)
                .ifPresent(level -> level.warn(injection.report(), namespace, hostPaths, containers));
        if (containers.isEmpty()) {
            return;
        }
        List<ObjectNode> limitRanges = cluster.list("LimitRange", namespace);
        List<ContainerResources> resources = ContainerResources.of(containers, limitRanges);
        LimitRangeCheck.warn(injection.report(), resources, limitRanges);
        QuotaCheck.warn(injection.report(), resources, cluster.list("ResourceQuota", namespace));
    }

    /** The init containers that this injection or an earlier one added; the pod does not show those that are inserted. */
    private static List<JsonNode> injectedContainers(Injection injection) {
        return Stream.concat(
                        injection.spec().list(InitContainers.LIST).valueStream(), injection.patch().inserted().stream())
                .filter(container -> isInjected(
                        injection,
                        AdditionKind.INIT_CONTAINERS,
                        container.path("name").stringValue("")))
                .distinct()
                .toList();
    }

    private static boolean isInjected(Injection injection, AdditionKind kind, String name) {
        return injection.recorder().additions().containsKey(new Addition(kind, "", name));
    }
}
