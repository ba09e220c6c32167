package alluxio.admission.policy.rules.network;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.LabelSelectorReader;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.LabelledPeers;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * NetworkPolicies and the workloads that they select, for the rules about each direction: what the spec of one selects and opens.
 * The peers of a rule ({@code from}, {@code to}) are not looked at: a rule with the port counts as open.
 */
final class SelectingPolicy {

    /** Which way the traffic goes, from the pods that a policy selects. */
    enum Direction {
        INGRESS("Ingress", "ingress", "shuts off"),
        EGRESS("Egress", "egress", "shuts in");

        private final String type;
        private final String member;
        private final String effect;

        Direction(String type, String member, String effect) {
            this.type = type;
            this.member = member;
            this.effect = effect;
        }
    }

    /** How many workloads, and how many other policies for each of them, a policy is compared with. */
    static final int MOST_COMPARED = 50;

    /** The specs of policies, by the first label that they ask for, if they ask for one. */
    static final PeerIndex<JsonNode> INDEX =
            PeerIndex.of("NetworkPolicies", List.of(ObjectKind.NETWORK_POLICY), (policy, entries) -> {
                Field spec = policy.root().at("spec");
                entries.add(LabelledPeers.first(wantedLabels(spec)), spec.node());
            });

    private SelectingPolicy() {}

    /**
     * A workload that a policy selects.
     *
     * @param others the other policies that select it, too
     */
    record SelectedPeer<V>(Peer<V> workload, List<Peer<Field>> others) {}

    /**
     * The workloads that a policy selects, without those that one with a smaller name selects, too: of several policies, the
     * first by name is the one to fix. Where there are too many, the rule says that it is not judged.
     *
     * @param labels of the pods of a workload
     */
    static <V> List<SelectedPeer<V>> selected(
            ReviewedObject policy,
            Direction direction,
            PeerIndex<V> index,
            Function<V, Map<String, String>> labels,
            Findings findings) {
        Field spec = policy.root().at("spec");
        List<Peer<V>> workloads = LabelledPeers.candidates(policy, index, wantedLabels(spec))
                .limit(MOST_COMPARED + 1)
                .toList();
        if (workloads.size() > MOST_COMPARED) {
            findings.notJudged("which of more than " + MOST_COMPARED + " workloads this policy " + direction.effect);
            return List.of();
        }
        List<SelectedPeer<V>> selected = new ArrayList<>();
        for (Peer<V> workload : workloads) {
            Map<String, String> ofPods = labels.apply(workload.value());
            if (selects(spec, direction, ofPods)) {
                othersOf(policy, direction, workload.describe(), ofPods, findings)
                        .filter(others ->
                                Iterables.none(others, other -> policy.name().compareTo(other.name()) >= 0))
                        .ifPresent(others -> selected.add(new SelectedPeer<>(workload, others)));
            }
        }
        return selected;
    }

    private static Optional<List<Peer<Field>>> othersOf(
            ReviewedObject policy,
            Direction direction,
            String workload,
            Map<String, String> labels,
            Findings findings) {
        List<Peer<Field>> others = others(policy, labels);
        if (others.size() > MOST_COMPARED) {
            findings.notJudged("what more than " + MOST_COMPARED + " other policies open for " + workload);
            return Optional.empty();
        }
        return Optional.of(Iterables.filter(others, other -> selects(other.value(), direction, labels)));
    }

    /**
     * Other policies that may select pods with these labels: they ask for one of them first, or for none. More than
     * {@link #MOST_COMPARED} where there are too many.
     */
    static List<Peer<Field>> others(ReviewedObject object, Map<String, String> labels) {
        return Iterables.map(
                LabelledPeers.asking(object, INDEX, labels, MOST_COMPARED + 1),
                other -> other.with(Field.root(other.value(), object.root().budget())));
    }

    /** The labels that its selector asks for by equality. */
    private static List<Map.Entry<String, String>> wantedLabels(Field spec) {
        return Iterables.map(
                spec.at("podSelector", "matchLabels").members(), label -> Map.entry(label.name(), label.string()));
    }

    /** Whether it is for pods with these labels. A policy without types is for ingress, and for egress where it has rules for it. */
    static boolean selects(Field spec, Direction direction, Map<String, String> labels) {
        List<String> types = spec.at("policyTypes").strings();
        boolean isFor = types.isEmpty()
                ? direction == Direction.INGRESS
                        || !spec.at(direction.member).items().isEmpty()
                : types.contains(direction.type);
        return isFor && LabelSelectorReader.read(spec.at("podSelector")).matches(labels);
    }

    /**
     * Whether a rule opens a TCP port.
     *
     * @param name of the container port; "" where it has none
     */
    static boolean opens(Field spec, Direction direction, String name, OptionalInt number) {
        return Iterables.any(spec.at(direction.member).items(), rule -> {
            List<Field> ports = rule.at("ports").items();
            return ports.isEmpty() || Iterables.any(ports, open -> isFor(open, name, number));
        });
    }

    private static boolean isFor(Field open, String name, OptionalInt number) {
        Field from = open.at("port");
        int low = from.integer().orElse(-1);
        int high = open.at("endPort").integer().orElse(low);
        boolean tcp = open.at("protocol").text().orElse("TCP").equals("TCP");
        return tcp
                && (!from.exists()
                        || (from.text().isPresent() && from.is(name))
                        || number.stream().anyMatch(n -> low <= n && n <= high));
    }
}
