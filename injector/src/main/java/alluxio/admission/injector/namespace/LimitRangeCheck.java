package alluxio.admission.injector.namespace;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.Quantity;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares the injected containers with the namespace's LimitRanges, as the API server's plugin LimitRanger does. */
final class LimitRangeCheck {
    private LimitRangeCheck() {}

    static void warn(InjectionReport report, List<ContainerResources> containers, List<ObjectNode> limitRanges) {
        for (ObjectNode range : limitRanges) {
            String name = "LimitRange \"" + JsonNodes.text(range.path("metadata"), "name") + "\"";
            for (JsonNode limit : ContainerResources.ofType("Container", List.of(range))) {
                for (ContainerResources container : containers) {
                    ContainerResources.RESOURCES.forEach(resource -> problem(container, limit, resource)
                            .ifPresent(problem -> report.warn(
                                    "limit-range",
                                    name + " of the namespace refuses the injected container \"" + container.name()
                                            + "\": " + problem
                                            + "; change the LimitRange, or fuse.resources of the profile")));
                }
            }
        }
    }

    private static Optional<String> problem(ContainerResources container, JsonNode limit, String resource) {
        Optional<Quantity> asked = container.request(resource);
        Optional<Quantity> limited = container.limit(resource);
        if (asked.isPresent() && limited.isPresent() && asked.get().compareTo(limited.get()) > 0) {
            return container.hasDefaultLimit(resource)
                    ? Optional.of(
                            "its default limit of " + resource + " is below the request " + show(asked.get(), resource))
                    : Optional.empty();
        }
        return beyond(container, limit, resource).or(() -> ratio(asked, limited, limit, resource));
    }

    private static Optional<String> beyond(ContainerResources container, JsonNode limit, String resource) {
        Optional<Quantity> max = ContainerResources.quantity(limit, "max", resource);
        Optional<Quantity> min = ContainerResources.quantity(limit, "min", resource);
        Optional<Quantity> limited = container.limit(resource);
        Optional<Quantity> asked = container.request(resource);
        if (max.isPresent() && limited.isEmpty()) {
            return Optional.of("it needs a limit of " + resource);
        }
        if (max.isPresent() && limited.get().compareTo(max.get()) > 0) {
            return Optional.of("its limit of " + resource + ", " + show(limited.get(), resource)
                    + ", is above the maximum " + show(max.get(), resource));
        }
        if (min.isPresent() && asked.isEmpty()) {
            return Optional.of("it needs a request of " + resource);
        }
        return min.isPresent() && asked.get().compareTo(min.get()) < 0
                ? Optional.of("its request of " + resource + ", " + show(asked.get(), resource)
                        + ", is below the minimum " + show(min.get(), resource))
                : Optional.empty();
    }

    /** Both must be there and not zero where a ratio is given. */
    private static Optional<String> ratio(
            Optional<Quantity> asked, Optional<Quantity> limited, JsonNode limit, String resource) {
        Optional<Quantity> most = ContainerResources.quantity(limit, "maxLimitRequestRatio", resource);
        if (most.isEmpty()) {
            return Optional.empty();
        }
        if (asked.isEmpty() || limited.isEmpty() || asked.get().amount().signum() == 0) {
            return Optional.of("it needs a request and a limit of " + resource);
        }
        return limited.get()
                                .amount()
                                .compareTo(
                                        asked.get().amount().multiply(most.get().amount()))
                        > 0
                ? Optional.of("its limit of " + resource + " is more than " + show(most.get()) + " times its request")
                : Optional.empty();
    }

    /** An amount for messages: memory and storage as {@code 4Gi}. */
    static String show(Quantity quantity, String resource) {
        return resource.endsWith("cpu") ? show(quantity) : Quantity.ofBytes(quantity.whole());
    }

    private static String show(Quantity quantity) {
        return quantity.amount().stripTrailingZeros().toPlainString();
    }
}
