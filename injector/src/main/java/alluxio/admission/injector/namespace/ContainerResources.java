package alluxio.admission.injector.namespace;

import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.Quantity;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an injected container asks for, once the API server has filled in what it does not say: a missing request from the limit, and
 * then both from the defaults of the namespace's LimitRanges.
 */
record ContainerResources(String name, Map<String, String> limits, Map<String, String> requests, Defaults defaults) {
    /** The first default of each resource in the namespace's LimitRanges, which count for every container of the namespace. */
    private record Defaults(Map<String, Quantity> limits, Map<String, Quantity> requests) {
        static Defaults of(List<JsonNode> limits) {
            Defaults defaults = new Defaults(new HashMap<>(), new HashMap<>());
            for (JsonNode limit : limits) {
                for (String resource : RESOURCES) {
                    quantity(limit, "default", resource)
                            .ifPresent(amount -> defaults.limits.putIfAbsent(resource, amount));
                    quantity(limit, "defaultRequest", resource)
                            .ifPresent(amount -> defaults.requests.putIfAbsent(resource, amount));
                }
            }
            return defaults;
        }
    }

    /** Those that a LimitRange or a quota can be about. */
    static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeral-storage");

    static List<ContainerResources> of(List<JsonNode> containers, List<ObjectNode> limitRanges) {
        Defaults defaults = Defaults.of(ofType("Container", limitRanges));
        return containers.stream()
                .map(container -> {
                    JsonNode resources = container.path("resources");
                    return new ContainerResources(
                            JsonNodes.text(container, "name"),
                            JsonNodes.stringMap(resources.path("limits")),
                            JsonNodes.stringMap(resources.path("requests")),
                            defaults);
                })
                .toList();
    }

    /** The limits of that type in all LimitRanges. */
    static List<JsonNode> ofType(String type, List<ObjectNode> limitRanges) {
        return limitRanges.stream()
                .flatMap(range -> range.path("spec").path("limits").valueStream())
                .filter(limit -> JsonNodes.text(limit, "type").equals(type))
                .toList();
    }

    Optional<Quantity> limit(String resource) {
        return amount(limits, resource).or(() -> byDefault(defaults.limits, resource));
    }

    /** A default limit, of a container that has none of its own. */
    boolean hasDefaultLimit(String resource) {
        return amount(limits, resource).isEmpty()
                && byDefault(defaults.limits, resource).isPresent();
    }

    Optional<Quantity> request(String resource) {
        return amount(requests, resource)
                .or(() -> amount(limits, resource))
                .or(() -> byDefault(defaults.requests, resource));
    }

    private static Optional<Quantity> amount(Map<String, String> amounts, String resource) {
        return Optional.ofNullable(amounts.get(resource)).flatMap(Quantity::parse);
    }

    private static Optional<Quantity> byDefault(Map<String, Quantity> amounts, String resource) {
        return Optional.ofNullable(amounts.get(resource));
    }

    /** An amount of a limit, or of a quota. */
    static Optional<Quantity> quantity(JsonNode limit, String key, String resource) {
        return Quantity.parse(JsonNodes.text(limit.path(key), resource));
    }

    /** The sum of what the containers have. */
    static Quantity sum(List<ContainerResources> containers, Function<ContainerResources, Optional<Quantity>> amount) {
        return new Quantity(containers.stream()
                .flatMap(container -> amount.apply(container).stream())
                .map(Quantity::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
