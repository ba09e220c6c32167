package alluxio.admission.model.configuration;

import alluxio.admission.model.kube.Quantity;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code resources} of an injected container.
 *
 * @param limits amounts by resource, as Kubernetes writes them, sorted
 * @param requests the same; one that is missing is the limit, as for the API server
 */
public record ResourceRequirements(SortedMap<String, String> limits, SortedMap<String, String> requests) {
    public ResourceRequirements {
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        requests = Collections.unmodifiableSortedMap(new TreeMap<>(requests));
    }

    public static ResourceRequirements of(Map<String, String> limits, Map<String, String> requests) {
        return new ResourceRequirements(new TreeMap<>(limits), new TreeMap<>(requests));
    }

    /** Limits that are the requests. */
    public static ResourceRequirements equal(Map<String, String> amounts) {
        return of(amounts, amounts);
    }

    /**
     * The same for a container of a pod of QoS class Guaranteed: the limits of CPU and memory are the requests. Where a request is
     * missing or not more than the least amount, it is the limit, and where that is not either, the usual request. What else there
     * is does not count for the class (pkg/apis/core/v1/helper/qos).
     *
     * @param least by resource; not there: 0
     * @param usual with requests of more than the least
     */
    public ResourceRequirements guaranteed(Map<String, Quantity> least, ResourceRequirements usual) {
        SortedMap<String, String> equalLimits = new TreeMap<>(limits);
        SortedMap<String, String> equalRequests = new TreeMap<>(requests);
        for (String resource : List.of("cpu", "memory")) {
            Quantity above = least.getOrDefault(resource, Quantity.ZERO);
            Stream.of(requests, limits, usual.requests, usual.limits)
                    .map(amounts -> amounts.get(resource))
                    .filter(Objects::nonNull)
                    .filter(amount -> isMore(amount, above))
                    .findFirst()
                    .ifPresent(amount -> {
                        equalLimits.put(resource, amount);
                        equalRequests.put(resource, amount);
                    });
        }
        return new ResourceRequirements(equalLimits, equalRequests);
    }

    /** Whether an amount is more than another one. A text with more digits than any quantity needs is certainly more. */
    public static boolean isMore(String amount, Quantity least) {
        Optional<Quantity> quantity = Quantity.parse(amount);
        return quantity.isEmpty() || quantity.get().compareTo(least) > 0;
    }
}
