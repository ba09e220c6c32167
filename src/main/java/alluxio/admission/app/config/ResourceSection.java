package alluxio.admission.app.config;

import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.configuration.ResourceRequirements;
import alluxio.admission.model.kube.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code resources} of injected containers. What is given replaces the defaults as a whole; where an amount is {@code null}, it changes
 * them: what is null is left out, and what is not mentioned stays. What the API server would refuse in every pod is an error here
 * (ValidateResourceRequirements in pkg/apis/core/validation).
 */
final class ResourceSection {
    private static final List<String> NAMES = List.of("cpu", "memory", "ephemeral-storage");
    private static final String HUGE_PAGES = "hugepages-";

    /** The amounts that are given, and where. */
    private record Given(TreeMap<String, String> amounts, Map<String, ConfigNode> nodes) {
        Given() {
            this(new TreeMap<>(), new HashMap<>());
        }

        boolean hasNull() {
            return amounts.size() < nodes.size();
        }

        TreeMap<String, String> over(Map<String, String> defaults) {
            TreeMap<String, String> all = new TreeMap<>(defaults);
            nodes.keySet().forEach(all::remove);
            all.putAll(amounts);
            return all;
        }
    }

    private ResourceSection() {}

    static ResourceRequirements read(ConfigNode node, ResourceRequirements defaults) {
        Given limits = new Given();
        Given requests = new Given();
        node.fields("limits", "requests").ifPresent(fields -> {
            fields.get("limits").ifPresent(n -> read(n, limits));
            fields.get("requests").ifPresent(n -> read(n, requests));
        });
        ResourceRequirements result;
        if (limits.hasNull() || requests.hasNull()) {
            result = new ResourceRequirements(limits.over(defaults.limits()), requests.over(defaults.requests()));
        } else if (limits.amounts.isEmpty() && requests.amounts.isEmpty()) {
            result = defaults;
        } else {
            result = new ResourceRequirements(limits.amounts, requests.amounts);
        }
        result.requests().forEach((name, amount) -> checkLimit(node, name, amount, result, limits, requests));
        return result;
    }

    private static void read(ConfigNode node, Given given) {
        node.eachEntry(ValueFormat.ANY, (name, amount) -> {
            amount.check(isKnown(name), unknown(name));
            given.nodes.put(name, amount);
            if (!amount.isNull()) {
                // An unreadable amount is reported, and must not count as null.
                given.amounts.put(name, amount.anyText(ValueFormat.QUANTITY).orElse("0"));
            }
        });
    }

    private static void checkLimit(
            ConfigNode node, String name, String request, ResourceRequirements all, Given limits, Given requests) {
        Optional<Quantity> asked = Quantity.parse(request);
        Optional<Quantity> limit = Optional.ofNullable(all.limits().get(name)).flatMap(Quantity::parse);
        ConfigNode at = Optional.ofNullable(requests.nodes.get(name))
                .or(() -> Optional.ofNullable(limits.nodes.get(name)))
                .orElse(node);
        if (NAMES.contains(name)) {
            at.check(
                    asked.isEmpty() || limit.isEmpty() || asked.get().compareTo(limit.get()) <= 0,
                    "the request of " + name + ", " + request + ", is above the limit, "
                            + all.limits().get(name)
                            + ", so the API server would refuse every pod; lower requests." + name
                            + ", or raise limits."
                            + name);
        } else {
            at.check(
                    !isKnown(name)
                            || asked.filter(a -> limit.filter(l -> l.compareTo(a) == 0)
                                            .isPresent())
                                    .isPresent(),
                    "the request of " + name + " must be its limit; set limits." + name + ": " + request);
        }
    }

    private static boolean isKnown(String name) {
        return NAMES.contains(name)
                || (name.startsWith(HUGE_PAGES)
                        && ValueFormat.QUANTITY
                                .problem(name.substring(HUGE_PAGES.length()))
                                .isEmpty())
                || (name.contains("/") && ValueFormat.LABEL_KEY.problem(name).isEmpty());
    }

    private static String unknown(String name) {
        return ConfigNode.quoted(name) + " is no resource of containers; allowed are " + String.join(", ", NAMES)
                + ", hugepages-<size>, and extended resources such as example.com/device"
                + DidYouMean.suffix(name, NAMES);
    }
}
