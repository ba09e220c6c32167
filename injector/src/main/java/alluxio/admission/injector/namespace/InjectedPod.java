package alluxio.admission.injector.namespace;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.model.kube.PodTotal;
import alluxio.admission.model.kube.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The containers of a pod as it will be, those that are injected apart.
 *
 * @param init all init containers; where some were just inserted, those come last, so that a sum may be too small but never too large
 * @param injected those among them that this injection or an earlier one added
 * @param resources those of the pod itself, if it has any
 */
record InjectedPod(List<JsonNode> init, List<JsonNode> injected, ArrayNode containers, JsonNode resources) {
    static InjectedPod of(Injection injection) {
        List<JsonNode> init = new ArrayList<>();
        for (JsonNode container : injection.spec().list(InitContainers.LIST)) {
            init.add(container);
        }
        init.addAll(injection.patch().inserted());
        Set<JsonNode> injected = new LinkedHashSet<>();
        for (JsonNode container : init) {
            if (isInjected(
                    injection,
                    AdditionKind.INIT_CONTAINERS,
                    container.path("name").stringValue(""))) {
                injected.add(container);
            }
        }
        return new InjectedPod(
                init,
                List.copyOf(injected),
                injection.spec().list("containers"),
                injection.spec().node().path("resources"));
    }

    static boolean isInjected(Injection injection, AdditionKind kind, String name) {
        return injection.recorder().additions().containsKey(new Addition(kind, "", name));
    }

    /** The key of the profile that has the resources of an injected container. */
    static String profileKey(String container) {
        return container.equals("alluxio-fuse") ? "fuse.resources" : "helperResources";
    }

    /** What the whole pod has of a resource. */
    Quantity total(Function<JsonNode, Optional<Quantity>> amount) {
        return PodTotal.of(init, containers.valueStream().toList(), amount);
    }

    /** What it has without the injected containers. */
    Quantity totalWithoutInjected(Function<JsonNode, Optional<Quantity>> amount) {
        return PodTotal.of(
                init.stream().filter(Predicate.not(injected::contains)).toList(),
                containers.valueStream().toList(),
                amount);
    }

    /** Whether the pod has resources of its own, for CPU or memory: then those count, and not the sum of its containers'. */
    boolean hasOwnResources() {
        return Stream.of("limits", "requests")
                .anyMatch(kind ->
                        resources.path(kind).has("cpu") || resources.path(kind).has("memory"));
    }

    /** Whether that is so for one resource. */
    boolean hasOwn(String kind, String resource) {
        return resources.path(kind).has(resource);
    }
}
