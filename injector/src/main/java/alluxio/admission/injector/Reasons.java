package alluxio.admission.injector;

import alluxio.admission.injector.Explanation.Item;
import alluxio.admission.injector.Explanation.OfContainer;
import alluxio.admission.injector.Explanation.OfFeature;
import alluxio.admission.injector.Explanation.Origin;
import alluxio.admission.injector.Explanation.Outcome;
import alluxio.admission.injector.Explanation.Value;
import alluxio.admission.model.Feature;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects, while a decision is made, why it is made. Texts that are there already, and no more. Used by one thread. */
final class Reasons {
    private record Chosen(Place container, Outcome outcome, String reason) {}

    private static final String HELD_BACK = "the pod is refused; without that it would be applied: ";

    private final List<Value> settings = new ArrayList<>();
    private final List<OfFeature> features = new ArrayList<>();
    private final Map<Feature, List<Value>> featureValues = new EnumMap<>(Feature.class);
    private final Map<String, Chosen> containers = new LinkedHashMap<>();
    private final Map<String, List<Value>> properties = new LinkedHashMap<>();
    private final List<Item> items = new ArrayList<>();

    void setting(String name, String value, Origin origin, String from) {
        settings.add(new Value(name, value, origin, from));
    }

    /** Where a value of a feature comes from; the feature's outcome comes later. */
    void value(Feature feature, String name, String value, Origin origin, String from) {
        featureValues.computeIfAbsent(feature, f -> new ArrayList<>()).add(new Value(name, value, origin, from));
    }

    void feature(Feature feature, Outcome outcome, String reason) {
        features.add(new OfFeature(feature.key(), outcome, reason, featureValues.getOrDefault(feature, List.of())));
    }

    /** The last word counts: a container that was chosen may still be left out. */
    void container(Place container, Outcome outcome, String reason) {
        containers.put(container.pointer(), new Chosen(container, outcome, reason));
    }

    /** A client property of a container. */
    void property(Place container, Value property) {
        properties
                .computeIfAbsent(container.pointer(), pointer -> new ArrayList<>())
                .add(property);
    }

    /** Something that was asked for under a {@link Status.Kind}. */
    void item(Status.Kind kind, String where, String what, boolean added) {
        items.add(new Item(kind.key(), where, what, added));
    }

    /**
     * @param refusals those of the decision: with any, nothing is applied and nothing added; one that names a field of a
     *     container speaks of that container
     */
    Explanation explanation(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            items.removeIf(Item::added);
            features.replaceAll(feature -> feature.outcome() == Outcome.APPLIED
                    ? new OfFeature(feature.name(), Outcome.SKIPPED, HELD_BACK + feature.reason(), feature.values())
                    : feature);
            containers.replaceAll((pointer, chosen) -> chosen.outcome() == Outcome.APPLIED
                    ? new Chosen(chosen.container(), Outcome.SKIPPED, HELD_BACK + chosen.reason())
                    : chosen);
        }
        return new Explanation(
                settings,
                features,
                containers.values().stream()
                        .map(chosen -> explain(chosen, refusals))
                        .toList(),
                items.stream()
                        .filter(item -> containers.values().stream().noneMatch(chosen -> isOf(chosen, item)))
                        .distinct()
                        .toList());
    }

    private OfContainer explain(Chosen chosen, List<Refusal> refusals) {
        Place container = chosen.container();
        List<String> against = refusals.stream()
                .filter(refusal -> refusal.field().startsWith(container.field() + "."))
                .map(Refusal::message)
                .toList();
        return new OfContainer(
                container.text("name"),
                container.pointer().startsWith("/spec/initContainers/"),
                against.isEmpty() ? chosen.outcome() : Outcome.REFUSED,
                against.isEmpty() ? chosen.reason() : String.join(" ", against),
                properties.getOrDefault(container.pointer(), List.of()),
                items.stream().filter(item -> isOf(chosen, item)).distinct().toList());
    }

    private static boolean isOf(Chosen chosen, Item item) {
        return !item.where().isEmpty() && item.where().equals(chosen.container().text("name"));
    }
}
