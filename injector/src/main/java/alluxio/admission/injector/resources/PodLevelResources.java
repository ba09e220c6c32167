package alluxio.admission.injector.resources;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.configuration.ResourceRequirements;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.LimitRanges;
import alluxio.admission.model.kube.PodTotal;
import alluxio.admission.model.kube.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares what injected containers ask for with the pod's own resources ({@code spec.resources}, Kubernetes 1.32 and newer), which all of
 * its containers share. The API server refuses a pod whose containers request more in all (validatePodResourceConsistency in
 * pkg/apis/core/validation), in words that name no container. Those resources are a bound that the pod's author chose, and what a
 * quota counts; so they are never raised by an injection.
 *
 * <p>If the pod has a limit of a resource and none of its containers asks for any, the API server takes the limit as the pod's request
 * (defaultPodRequests in pkg/apis/core/v1). A container that asks would make its own request that of the whole pod, which then had
 * less, and another QoS class. So injected containers do not ask for such a resource; they share it, as the others do.
 */
public final class PodLevelResources {
    static final String RULE = "inject-pod-resources";

    private PodLevelResources() {}

    /**
     * Whether the containers fit beside the pod's own; if not, that is reported as a conflict. A pod that is too large without them
     * is left to the API server.
     *
     * @param index where they are inserted into the init containers
     * @param alternative how a user does without them
     */
    public static boolean fit(Injection injection, List<ObjectNode> added, int index, String alternative) {
        if (!(injection.spec().get("resources") instanceof ObjectNode resources)) {
            return true;
        }
        boolean fit = true;
        for (String resource : GuaranteedPod.RESOURCES) {
            // Requests that are missing are filled in from the containers, and must then not exceed the limits.
            String kind = resources.path("requests").has(resource) ? "requests" : "limits";
            Optional<Quantity> bound = LimitRanges.amount(resources.path(kind).path(resource));
            if (bound.isPresent()) {
                fit &= fits(injection, added, index, new Bound(kind, resource, bound.get()), alternative);
            }
        }
        return fit;
    }

    /** Without the resources that the pod has a limit of, and that its containers share without asking. */
    static ResourceRequirements withoutShared(Injection injection, ResourceRequirements resources) {
        if (!(injection.spec().get("resources") instanceof ObjectNode ofPod)) {
            return resources;
        }
        Predicate<String> shared = resource -> ofPod.path("limits").has(resource)
                && !ofPod.path("requests").has(resource)
                && GuaranteedPod.ownContainers(injection).stream()
                        .noneMatch(container -> LimitRanges.NONE
                                .request(container.node(), resource)
                                .isPresent());
        SortedMap<String, String> limits = new TreeMap<>(resources.limits());
        SortedMap<String, String> requests = new TreeMap<>(resources.requests());
        GuaranteedPod.RESOURCES.stream().filter(shared).forEach(resource -> {
            limits.remove(resource);
            requests.remove(resource);
        });
        return new ResourceRequirements(limits, requests);
    }

    private record Bound(String kind, String resource, Quantity amount) {
        Optional<Quantity> request(JsonNode container) {
            return LimitRanges.NONE.request(container, resource);
        }

        String shown(Quantity quantity) {
            return quantity.shown(resource);
        }
    }

    private static boolean fits(
            Injection injection, List<ObjectNode> added, int index, Bound bound, String alternative) {
        PodElement spec = injection.spec();
        List<JsonNode> init =
                new ArrayList<>(spec.list(InitContainers.LIST).valueStream().toList());
        List<JsonNode> containers = spec.list("containers").valueStream().toList();
        Quantity own = PodTotal.of(init, containers, bound::request);
        init.addAll(index, added);
        Quantity all = PodTotal.of(init, containers, bound::request);
        if (all.compareTo(bound.amount()) <= 0 || own.compareTo(bound.amount()) > 0) {
            return true;
        }
        String names = added.stream()
                .map(container -> "\"" + JsonNodes.text(container, "name") + "\" ("
                        + bound.shown(bound.request(container).orElse(Quantity.ZERO)) + ")")
                .collect(Collectors.joining(" and "));
        String field = FieldPath.member(FieldPath.member(spec.fieldOf("resources"), bound.kind()), bound.resource());
        injection
                .report()
                .conflict(
                        RULE,
                        field,
                        "the pod has " + field + ": " + bound.shown(bound.amount())
                                + " for all of its containers, and with "
                                + names + ", which alluxio-admission injects, they request "
                                + bound.shown(all) + "; set it to " + bound.shown(all)
                                + " or more, or have fuse.resources and helperResources of profile \""
                                + injection.profile().name() + "\" lowered, or " + alternative);
        return false;
    }
}
