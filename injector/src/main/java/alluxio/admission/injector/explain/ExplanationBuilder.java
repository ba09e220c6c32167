package alluxio.admission.injector.explain;

import alluxio.admission.injector.explain.Explanation.ExplainedAddition;
import alluxio.admission.injector.explain.Explanation.ExplainedContainer;
import alluxio.admission.injector.explain.Explanation.ExplainedFeature;
import alluxio.admission.injector.explain.Explanation.ExplainedValue;
import alluxio.admission.injector.explain.Explanation.InjectionOutcome;
import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Feature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the reasons for a decision while it is made. It is given texts that exist anyway, so it costs little when they are
 * not shown. Used by one thread.
 */
public final class ExplanationBuilder {
    private record ContainerDecision(PodElement container, InjectionOutcome outcome, String reason) {}

    private static final String NOT_APPLIED = "the pod is refused; otherwise it would be applied: ";

    private final List<ExplainedValue> settings = new ArrayList<>();
    private final List<ExplainedFeature> features = new ArrayList<>();
    private final List<ExplainedValue> schedulingValues = new ArrayList<>();
    private final Map<Feature, Set<ExplainedValue>> featureValues = new HashMap<>();
    private final Map<String, ContainerDecision> containers = new LinkedHashMap<>();
    private final Map<String, List<ExplainedValue>> properties = new LinkedHashMap<>();
    private final Set<ExplainedAddition> items = new LinkedHashSet<>();

    private final boolean wanted;

    private ExplanationBuilder(boolean wanted) {
        this.wanted = wanted;
    }

    /** Keeps what it is given. */
    public static ExplanationBuilder wanted() {
        return new ExplanationBuilder(true);
    }

    /** Keeps nothing: for decisions whose explanation is not shown. */
    public static ExplanationBuilder unwanted() {
        return new ExplanationBuilder(false);
    }

    /** Whether it keeps what it is given; where not, texts for it need not be made. */
    public boolean isWanted() {
        return wanted;
    }

    public void setting(String name, String value, ValueOrigin origin, String from) {
        if (!wanted) {
            return;
        }
        settings.add(new ExplainedValue(name, value, origin, from));
    }

    /** A value of a feature, with its origin. Called before {@link #feature}. */
    public void value(Feature feature, String name, String value, ValueOrigin origin, String from) {
        if (!wanted) {
            return;
        }
        featureValues
                .computeIfAbsent(feature, f -> new LinkedHashSet<>())
                .add(new ExplainedValue(name, value, origin, from));
    }

    public void feature(Feature feature, InjectionOutcome outcome, String reason) {
        if (!wanted) {
            return;
        }
        features.add(new ExplainedFeature(
                feature.key(), outcome, reason, List.copyOf(featureValues.getOrDefault(feature, Set.of()))));
    }

    /** Whether the pod is kept on nodes that can have a worker. */
    public void scheduling(InjectionOutcome outcome, String reason) {
        if (!wanted) {
            return;
        }
        features.add(new ExplainedFeature(ExplainedFeature.SCHEDULING, outcome, reason, schedulingValues));
    }

    public void schedulingValue(String name, String value, ValueOrigin origin, String from) {
        if (!wanted) {
            return;
        }
        schedulingValues.add(new ExplainedValue(name, value, origin, from));
    }

    /** Nothing is injected into the pod. */
    public void skipAll(String reason) {
        if (!wanted) {
            return;
        }
        for (Feature feature : Feature.values()) {
            feature(feature, InjectionOutcome.SKIPPED, reason);
        }
        scheduling(InjectionOutcome.SKIPPED, reason);
    }

    /** The last call for a container counts: a container that was selected may still be left out. */
    public void container(PodElement container, InjectionOutcome outcome, String reason) {
        if (!wanted) {
            return;
        }
        containers.put(container.pointer(), new ContainerDecision(container, outcome, reason));
    }

    /** A client property of a container. */
    public void property(PodElement container, ExplainedValue property) {
        if (!wanted) {
            return;
        }
        properties
                .computeIfAbsent(container.pointer(), pointer -> new ArrayList<>())
                .add(property);
    }

    /** Something that the injection needs. What was added once stays "added" when another feature finds it there. */
    public void item(AdditionKind kind, String where, String what, boolean added) {
        if (!wanted) {
            return;
        }
        if (added || !items.contains(new ExplainedAddition(kind.key(), where, what, true))) {
            items.add(new ExplainedAddition(kind.key(), where, what, added));
        }
    }

    /**
     * Builds the explanation.
     *
     * @param refusals those of the decision: with any, nothing is applied and nothing added; one whose field is inside a
     *     container is given as that container's reason
     */
    public Explanation build(List<Refusal> refusals) {
        return wanted ? buildWanted(refusals) : Explanation.NONE;
    }

    private Explanation buildWanted(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            items.removeIf(ExplainedAddition::added);
            features.replaceAll(feature -> feature.outcome() == InjectionOutcome.APPLIED
                    ? new ExplainedFeature(
                            feature.name(), InjectionOutcome.SKIPPED, NOT_APPLIED + feature.reason(), feature.values())
                    : feature);
            containers.replaceAll((pointer, chosen) -> chosen.outcome() == InjectionOutcome.APPLIED
                    ? new ContainerDecision(chosen.container(), InjectionOutcome.SKIPPED, NOT_APPLIED + chosen.reason())
                    : chosen);
        }
        Map<String, List<ExplainedAddition>> byContainer = new HashMap<>();
        for (ContainerDecision chosen : containers.values()) {
            byContainer.put(chosen.container().text("name"), new ArrayList<>());
        }
        // Containers without a name are invalid; "" stands for the pod.
        byContainer.remove("");
        List<ExplainedAddition> podAdditions = new ArrayList<>();
        // A node requirement is located by a number, which may be the name of a container, too.
        items.forEach(item -> (item.kind().equals(AdditionKind.NODE_REQUIREMENTS.key())
                        ? podAdditions
                        : byContainer.getOrDefault(item.where(), podAdditions))
                .add(item));
        List<ExplainedContainer> explained = new ArrayList<>();
        containers.values().forEach(chosen -> explained.add(explain(chosen, refusals, byContainer)));
        return new Explanation(settings, features, explained, podAdditions);
    }

    private ExplainedContainer explain(
            ContainerDecision chosen, List<Refusal> refusals, Map<String, List<ExplainedAddition>> byContainer) {
        PodElement container = chosen.container();
        String fieldPrefix = container.field() + ".";
        List<String> refusedBecause = refusals.stream()
                .filter(refusal -> refusal.field().startsWith(fieldPrefix))
                .map(Refusal::message)
                .toList();
        return new ExplainedContainer(
                container.text("name"),
                container.pointer().startsWith("/spec/initContainers/"),
                refusedBecause.isEmpty() ? chosen.outcome() : InjectionOutcome.REFUSED,
                refusedBecause.isEmpty() ? chosen.reason() : String.join(" ", refusedBecause),
                properties.getOrDefault(container.pointer(), List.of()),
                byContainer.getOrDefault(container.text("name"), List.of()));
    }
}
