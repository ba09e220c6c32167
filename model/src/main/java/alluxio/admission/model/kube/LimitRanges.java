package alluxio.admission.model.kube;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The LimitRanges of one namespace, as the API server's admission plugin LimitRanger applies them (plugin/pkg/admission/limitranger)
 * and as it completes them when they are created (SetDefaults_LimitRangeItem in pkg/apis/core/v1/defaults.go). The plugin first gives
 * each container the defaults, and then compares. Of several LimitRanges with a default, any may count; here it is the first.
 *
 * @param items of all LimitRanges
 * @param defaultLimits by resource, for containers that have no such limit
 * @param defaultRequests the same for requests
 */
public record LimitRanges(List<Item> items, Map<String, Default> defaultLimits, Map<String, Quantity> defaultRequests) {

    /** How many LimitRanges of a namespace are read, and how many items of each: more would make each decision there long. */
    public static final int MOST_READ = 20;

    /** A namespace without LimitRanges. */
    public static final LimitRanges NONE = new LimitRanges(List.of(), Map.of(), Map.of());

    /**
     * An item of {@code spec.limits}. Amounts by resource.
     *
     * @param range its LimitRange
     * @param type {@code Container} or {@code Pod}; others are not about pods
     */
    public record Item(
            JsonNode range,
            String type,
            Map<String, Quantity> min,
            Map<String, Quantity> max,
            Map<String, Quantity> maxLimitRequestRatio) {

        public boolean isOfContainers() {
            return type.equals("Container");
        }

        /** The name of the LimitRange. */
        public String name() {
            return JsonNodes.text(range.path("metadata"), "name");
        }
    }

    /** @param range that has it */
    public record Default(Quantity amount, String range) {}

    /** Reads at most {@link #MOST_READ} of them. */
    public static LimitRanges of(List<? extends JsonNode> ranges) {
        List<Item> items = new ArrayList<>();
        Map<String, Default> limits = new HashMap<>();
        Map<String, Quantity> requests = new HashMap<>();
        for (JsonNode range : ranges.subList(0, Math.min(MOST_READ, ranges.size()))) {
            Map<String, Quantity> ownLimits = new HashMap<>();
            Map<String, Quantity> ownRequests = new HashMap<>();
            range.path("spec").path("limits").valueStream().limit(MOST_READ).forEach(node -> {
                Item item = new Item(
                        range,
                        JsonNodes.text(node, "type"),
                        amounts(node.path("min")),
                        amounts(node.path("max")),
                        amounts(node.path("maxLimitRequestRatio")));
                items.add(item);
                if (item.isOfContainers()) {
                    addDefaults(node, item, ownLimits, ownRequests);
                }
            });
            String name = JsonNodes.text(range.path("metadata"), "name");
            ownLimits.forEach((resource, amount) -> limits.putIfAbsent(resource, new Default(amount, name)));
            ownRequests.forEach(requests::putIfAbsent);
        }
        return new LimitRanges(List.copyOf(items), Map.copyOf(limits), Map.copyOf(requests));
    }

    /** Of several items of one LimitRange, the last counts. */
    private static void addDefaults(
            JsonNode node, Item item, Map<String, Quantity> limits, Map<String, Quantity> requests) {
        Map<String, Quantity> limit = amounts(node.path("default"));
        item.max().forEach(limit::putIfAbsent);
        Map<String, Quantity> request = amounts(node.path("defaultRequest"));
        limit.forEach(request::putIfAbsent);
        item.min().forEach(request::putIfAbsent);
        limits.putAll(limit);
        requests.putAll(request);
    }

    /** What a container has as its limit, the default included. */
    public Optional<Quantity> limit(JsonNode container, String resource) {
        return ownLimit(container, resource)
                .or(() -> Optional.ofNullable(defaultLimits.get(resource)).map(Default::amount));
    }

    /** What a container has as its request: its own, else its own limit, else the default. */
    public Optional<Quantity> request(JsonNode container, String resource) {
        return amount(container.path("resources").path("requests").path(resource))
                .or(() -> ownLimit(container, resource))
                .or(() -> Optional.ofNullable(defaultRequests.get(resource)));
    }

    /** The limit that the container says itself. */
    public static Optional<Quantity> ownLimit(JsonNode container, String resource) {
        return amount(container.path("resources").path("limits").path(resource));
    }

    /** A quantity in an object: a text, or a number without a unit. */
    public static Optional<Quantity> amount(JsonNode value) {
        return value.isString() || value.isNumber() ? Quantity.parse(value.asString()) : Optional.empty();
    }

    private static Map<String, Quantity> amounts(JsonNode object) {
        Map<String, Quantity> amounts = new HashMap<>();
        object.properties()
                .forEach(
                        entry -> amount(entry.getValue()).ifPresent(quantity -> amounts.put(entry.getKey(), quantity)));
        return amounts;
    }
}
