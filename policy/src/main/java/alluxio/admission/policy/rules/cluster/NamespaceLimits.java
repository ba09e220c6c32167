package alluxio.admission.policy.rules.cluster;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.LimitRanges;
import alluxio.admission.model.kube.LimitRanges.Item;
import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.model.kube.Quantity;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.ReviewedObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the LimitRanges of the object's namespace that are seen say about each container, by resource: the strictest bounds, and
 * the defaults that the API server sets before it looks at bounds and quotas.
 */
record NamespaceLimits(Map<String, Bound> least, Map<String, Bound> most, LimitRanges ranges) {

    /** The resources that are looked at. */
    static final List<String> RESOURCES = List.of("cpu", "memory");

    /** How many objects of the namespace are read: more would make each decision there long. */
    static final int MOST_READ = LimitRanges.MOST_READ;

    /** @param by the LimitRange that says it */
    record Bound(Quantity amount, String text, ObjectReference by) {}

    private static final Derived<ReviewedObject, NamespaceLimits> LIMITS = Derived.of(NamespaceLimits::read);

    static NamespaceLimits of(ReviewedObject object) {
        return object.get(LIMITS);
    }

    private static NamespaceLimits read(ReviewedObject object) {
        List<ObjectNode> seen = object.view().list("LimitRange", object.namespace());
        LimitRanges ranges = LimitRanges.of(seen);
        NamespaceLimits all = new NamespaceLimits(new HashMap<>(), new HashMap<>(), ranges);
        Iterables.forEach(ranges.items(), Item::isOfContainers, item -> {
            object.root().budget().spend(1 + item.min().size() + item.max().size());
            ObjectReference by = ObjectReference.of("LimitRange", object.namespace(), item.range());
            for (String resource : RESOURCES) {
                Optional.ofNullable(item.min().get(resource))
                        .map(amount -> new Bound(amount, amount.shown(resource), by))
                        .ifPresent(bound -> all.least.merge(
                                resource, bound, (a, b) -> a.amount().compareTo(b.amount()) >= 0 ? a : b));
                Optional.ofNullable(item.max().get(resource))
                        .map(amount -> new Bound(amount, amount.shown(resource), by))
                        .ifPresent(bound -> all.most.merge(
                                resource, bound, (a, b) -> a.amount().compareTo(b.amount()) <= 0 ? a : b));
            }
        });
        return all;
    }

    /** Also a number without a unit. */
    static Optional<Quantity> amount(Field field) {
        return field.exists() ? Quantity.parse(field.shown()) : Optional.empty();
    }

    /** What a container has as its limit, the default included. */
    Optional<Quantity> limit(Field container, String resource) {
        return ranges.limit(container.node(), resource);
    }

    /** What a container has as its request: its own, else its own limit, else the default. */
    Optional<Quantity> request(Field container, String resource) {
        return ranges.request(container.node(), resource);
    }
}
