package alluxio.admission.policy.rules.cluster;

import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.model.kube.Quantity;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.ReviewedObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the LimitRanges of the object's namespace that are seen say about each container, by resource: the strictest bounds, and
 * the defaults that the API server sets before it looks at bounds and quotas.
 */
record NamespaceLimits(
        Map<String, Bound> least,
        Map<String, Bound> most,
        Map<String, Quantity> requests,
        Map<String, Quantity> limits) {

    /** The resources that are looked at. */
    static final List<String> RESOURCES = List.of("cpu", "memory");

    /** How many objects of the namespace are read: more would make each decision there long. */
    static final int MOST_READ = 20;

    /** @param by the LimitRange that says it */
    record Bound(Quantity amount, String text, ObjectReference by) {}

    private static final Derived<ReviewedObject, NamespaceLimits> LIMITS = Derived.of(NamespaceLimits::read);

    static NamespaceLimits of(ReviewedObject object) {
        return object.get(LIMITS);
    }

    private static NamespaceLimits read(ReviewedObject object) {
        NamespaceLimits all = new NamespaceLimits(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        object.view().list("LimitRange", object.namespace()).stream()
                .limit(MOST_READ)
                .forEach(range -> {
                    ObjectReference by = ObjectReference.of("LimitRange", object.namespace(), range);
                    Field.root(range, object.root().budget()).at("spec", "limits").items().stream()
                            .filter(item -> item.at("type").is("Container"))
                            .forEach(item -> all.add(item, by));
                });
        return all;
    }

    private void add(Field item, ObjectReference by) {
        for (String resource : RESOURCES) {
            bound(item.at("min", resource), by)
                    .ifPresent(bound ->
                            least.merge(resource, bound, (a, b) -> a.amount().compareTo(b.amount()) >= 0 ? a : b));
            bound(item.at("max", resource), by)
                    .ifPresent(bound ->
                            most.merge(resource, bound, (a, b) -> a.amount().compareTo(b.amount()) <= 0 ? a : b));
            // The API server completes a LimitRange so when it is created.
            Optional<Quantity> limit = amount(item.at("default", resource)).or(() -> amount(item.at("max", resource)));
            Optional<Quantity> request = amount(item.at("defaultRequest", resource))
                    .or(() -> limit)
                    .or(() -> amount(item.at("min", resource)));
            limit.ifPresent(amount -> limits.putIfAbsent(resource, amount));
            request.ifPresent(amount -> requests.putIfAbsent(resource, amount));
        }
    }

    private static Optional<Bound> bound(Field field, ObjectReference by) {
        return amount(field).map(amount -> new Bound(amount, field.shown(), by));
    }

    /** Also a number without a unit. */
    static Optional<Quantity> amount(Field field) {
        return field.exists() ? Quantity.parse(field.shown()) : Optional.empty();
    }

    /** What a container has as its limit, the default included. */
    Optional<Quantity> limit(Field container, String resource) {
        return amount(container.at("resources", "limits", resource))
                .or(() -> Optional.ofNullable(limits.get(resource)));
    }

    /** What a container has as its request: its own, else its own limit, else the default. */
    Optional<Quantity> request(Field container, String resource) {
        return amount(container.at("resources", "requests", resource))
                .or(() -> amount(container.at("resources", "limits", resource)))
                .or(() -> Optional.ofNullable(requests.get(resource)));
    }
}
