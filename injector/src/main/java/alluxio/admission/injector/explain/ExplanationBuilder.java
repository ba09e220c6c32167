package alluxio.admission.injector.explain;

import alluxio.admission.injector.explain.Explanation.Item;
import alluxio.admission.injector.explain.Explanation.OfContainer;
import alluxio.admission.injector.explain.Explanation.OfFeature;
import alluxio.admission.injector.explain.Explanation.Origin;
import alluxio.admission.injector.explain.Explanation.Outcome;
import alluxio.admission.injector.explain.Explanation.Value;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Feature;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects, while a decision is made, why it is made. Texts that are there already, and no more. Used by one thread. */
public final class ExplanationBuilder {
    private record Chosen(PodElement container, Outcome outcome, String reason) {}

    private static final String HELD_BACK = "the pod is refused; without that it would be applied: ";

    private final List<Value> settings = new ArrayList<>();
    private final List<OfFeature> features = new ArrayList<>();
    private final List<Value> schedulingValues = new ArrayList<>();
    private final Map<Feature, Set<Value>> featureValues = new EnumMap<>(Feature.class);
    private final Map<String, Chosen> containers = new LinkedHashMap<>();
    private final Map<String, List<Value>> properties = new LinkedHashMap<>();
    private final Set<Item> items = new LinkedHashSet<>();

    public void setting(String name, String value, Origin origin, String from) {
        settings.add(new Value(name, value, origin, from));
    }

    /** Where a value of a feature comes from; the feature's outcome comes later. */
    public void value(Feature feature, String name, String value, Origin origin, String from) {
        featureValues.computeIfAbsent(feature, f -> new LinkedHashSet<>()).add(new Value(name, value, origin, from));
    }

    public void feature(Feature feature, Outcome outcome, String reason) {
        features.add(new OfFeature(
                feature.key(), outcome, reason, List.copyOf(featureValues.getOrDefault(feature, Set.of()))));
    }

    /** What becomes of a pod's place, which no feature turns on or off. */
    public void scheduling(Outcome outcome, String reason) {
        features.add(new OfFeature(OfFeature.SCHEDULING, outcome, reason, schedulingValues));
    }

    public void schedulingValue(String name, String value, Origin origin, String from) {
        schedulingValues.add(new Value(name, value, origin, from));
    }

    /** Nothing can be done for the pod. */
    public void skipAll(String reason) {
        for (Feature feature : Feature.values()) {
            feature(feature, Outcome.SKIPPED, reason);
        }
        scheduling(Outcome.SKIPPED, reason);
    }

    /** The last word counts: a container that was chosen may still be left out. */
    public void container(PodElement container, Outcome outcome, String reason) {
        containers.put(container.pointer(), new Chosen(container, outcome, reason));
    }

    /** A client property of a container. */
    public void property(PodElement container, Value property) {
        properties
                .computeIfAbsent(container.pointer(), pointer -> new ArrayList<>())
                .add(property);
    }

    /** Something that was asked for under a {@link AdditionKind}. What was added first is then there for the next. */
    public void item(AdditionKind kind, String where, String what, boolean added) {
        if (added || !items.contains(new Item(kind.key(), where, what, true))) {
            items.add(new Item(kind.key(), where, what, added));
        }
    }

    /**
     * @param refusals those of the decision: with any, nothing is applied and nothing added; one that names a field of a
     *     container speaks of that container
     */
    public Explanation explanation(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            items.removeIf(Item::added);
            features.replaceAll(feature -> feature.outcome() == Outcome.APPLIED
                    ? new OfFeature(feature.name(), Outcome.SKIPPED, HELD_BACK + feature.reason(), feature.values())
                    : feature);
            containers.replaceAll((pointer, chosen) -> chosen.outcome() == Outcome.APPLIED
                    ? new Chosen(chosen.container(), Outcome.SKIPPED, HELD_BACK + chosen.reason())
                    : chosen);
        }
        Map<String, List<Item>> byContainer = new HashMap<>();
        for (Chosen chosen : containers.values()) {
            byContainer.put(chosen.container().text("name"), new ArrayList<>());
        }
        // A container without a name is a mistake; "" stands for the pod.
        byContainer.remove("");
        List<Item> ofPod = new ArrayList<>();
        // The place of a node requirement is a number, which may be a container's name, too.
        items.forEach(item -> (item.kind().equals(AdditionKind.NODE_REQUIREMENTS.key())
                        ? ofPod
                        : byContainer.getOrDefault(item.where(), ofPod))
                .add(item));
        List<OfContainer> explained = new ArrayList<>();
        containers.values().forEach(chosen -> explained.add(explain(chosen, refusals, byContainer)));
        return new Explanation(settings, features, explained, ofPod);
    }

    private OfContainer explain(Chosen chosen, List<Refusal> refusals, Map<String, List<Item>> byContainer) {
        PodElement container = chosen.container();
        String inside = container.field() + ".";
        List<String> against = refusals.stream()
                .filter(refusal -> refusal.field().startsWith(inside))
                .map(Refusal::message)
                .toList();
        return new OfContainer(
                container.text("name"),
                container.pointer().startsWith("/spec/initContainers/"),
                against.isEmpty() ? chosen.outcome() : Outcome.REFUSED,
                against.isEmpty() ? chosen.reason() : String.join(" ", against),
                properties.getOrDefault(container.pointer(), List.of()),
                byContainer.getOrDefault(container.text("name"), List.of()));
    }
}
