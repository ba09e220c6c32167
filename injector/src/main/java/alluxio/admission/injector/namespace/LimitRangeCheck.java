package alluxio.admission.injector.namespace;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.LimitRanges;
import alluxio.admission.model.kube.LimitRanges.Item;
import alluxio.admission.model.kube.Quantity;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Compares the injected containers, and the pod with them, with the namespace's LimitRanges, as the API server's plugin LimitRanger
 * does. A pod that is beyond a limit without them is left to the API server.
 */
record LimitRangeCheck(InjectionReport report, InjectedPod pod, LimitRanges ranges) {

    void warn() {
        for (JsonNode container : pod.injected()) {
            ranges.defaultLimits()
                    .forEach((resource, limit) -> defaultProblem(container, resource)
                            .ifPresent(problem -> warn(container, limit.range(), problem)));
        }
        for (Item item : ranges.items()) {
            for (String resource : resources(item)) {
                if (item.isOfContainers()) {
                    pod.injected()
                            .forEach(container -> problem(container, item, resource)
                                    .ifPresent(problem -> warn(container, item.name(), problem)));
                } else if (item.type().equals("Pod")) {
                    podProblem(item, resource).ifPresent(problem -> warnOfPod(item, problem));
                }
            }
        }
    }

    private static TreeSet<String> resources(Item item) {
        TreeSet<String> resources = new TreeSet<>(item.min().keySet());
        resources.addAll(item.max().keySet());
        resources.addAll(item.maxLimitRequestRatio().keySet());
        return resources;
    }

    private void warn(JsonNode container, String range, String problem) {
        String name = JsonNodes.text(container, "name");
        report.warn(
                "limit-range",
                "LimitRange \"" + range + "\" of the namespace refuses the injected container \"" + name + "\": "
                        + problem + "; change the LimitRange, or " + InjectedPod.profileKey(name) + " of the profile");
    }

    private void warnOfPod(Item item, String problem) {
        report.warn(
                "limit-range",
                "LimitRange \"" + item.name() + "\" of the namespace refuses the pod with its injected containers: "
                        + problem + "; change the LimitRange, or fuse.resources of the profile");
    }

    /** A default limit below the request makes the container invalid. */
    private Optional<String> defaultProblem(JsonNode container, String resource) {
        Optional<Quantity> asked = ranges.request(container, resource);
        Optional<Quantity> limited = ranges.limit(container, resource);
        return LimitRanges.ownLimit(container, resource).isEmpty()
                        && asked.isPresent()
                        && limited.isPresent()
                        && asked.get().compareTo(limited.get()) > 0
                ? Optional.of("its default limit of " + resource + " is below the request "
                        + asked.get().shown(resource))
                : Optional.empty();
    }

    private Optional<String> problem(JsonNode container, Item item, String resource) {
        Optional<Quantity> limited = ranges.limit(container, resource);
        Optional<Quantity> asked = ranges.request(container, resource);
        return maximum(limited, item, resource)
                .or(() -> minimum(asked, item, resource))
                .or(() -> ratio(asked, limited, item, resource));
    }

    private static Optional<String> maximum(Optional<Quantity> limited, Item item, String resource) {
        Quantity max = item.max().get(resource);
        if (max == null) {
            return Optional.empty();
        }
        return limited.isEmpty()
                ? Optional.of("it needs a limit of " + resource)
                : limited.filter(limit -> limit.compareTo(max) > 0)
                        .map(limit -> "its limit of " + resource + ", " + limit.shown(resource)
                                + ", is above the maximum " + max.shown(resource));
    }

    private static Optional<String> minimum(Optional<Quantity> asked, Item item, String resource) {
        Quantity min = item.min().get(resource);
        if (min == null) {
            return Optional.empty();
        }
        return asked.isEmpty()
                ? Optional.of("it needs a request of " + resource)
                : asked.filter(request -> request.compareTo(min) < 0)
                        .map(request -> "its request of " + resource + ", " + request.shown(resource)
                                + ", is below the minimum " + min.shown(resource));
    }

    /** Both must be there and not zero where a ratio is given. */
    private static Optional<String> ratio(
            Optional<Quantity> asked, Optional<Quantity> limited, Item item, String resource) {
        Quantity most = item.maxLimitRequestRatio().get(resource);
        if (most == null) {
            return Optional.empty();
        }
        if (asked.filter(LimitRangeCheck::isPositive).isEmpty()
                || limited.filter(LimitRangeCheck::isPositive).isEmpty()) {
            return Optional.of("it needs a request and a limit of " + resource);
        }
        return isBeyond(limited.get(), asked.get(), most)
                ? Optional.of("its limit of " + resource + " is more than " + most.shown("") + " times its request")
                : Optional.empty();
    }

    private Optional<String> podProblem(Item item, String resource) {
        if (pod.hasOwn("limits", resource) || pod.hasOwn("requests", resource)) {
            return Optional.empty();
        }
        Quantity limit = pod.total(container -> ranges.limit(container, resource));
        Quantity request = pod.total(container -> ranges.request(container, resource));
        Quantity ownLimit = pod.totalWithoutInjected(container -> ranges.limit(container, resource));
        Quantity ownRequest = pod.totalWithoutInjected(container -> ranges.request(container, resource));
        Optional<String> maximum = Optional.ofNullable(item.max().get(resource))
                .flatMap(max -> Stream.of("limit", "request")
                        .filter(kind -> {
                            Quantity all = kind.equals("limit") ? limit : request;
                            Quantity own = kind.equals("limit") ? ownLimit : ownRequest;
                            return all.compareTo(max) > 0 && own.compareTo(max) <= 0;
                        })
                        .findFirst()
                        .map(kind -> "the " + kind + " of " + resource + " in all, "
                                + (kind.equals("limit") ? limit : request).shown(resource)
                                + ", is above the maximum " + max.shown(resource)));
        return maximum.or(() -> Optional.ofNullable(item.maxLimitRequestRatio().get(resource))
                .filter(most -> isPositive(ownRequest)
                        && !isBeyond(ownLimit, ownRequest, most)
                        && isBeyond(limit, request, most))
                .map(most ->
                        "the limit of " + resource + " in all is more than " + most.shown("") + " times the request"));
    }

    private static boolean isPositive(Quantity quantity) {
        return quantity.compareTo(Quantity.ZERO) > 0;
    }

    private static boolean isBeyond(Quantity limit, Quantity request, Quantity ratio) {
        return limit.amount().compareTo(request.amount().multiply(ratio.amount())) > 0;
    }
}
