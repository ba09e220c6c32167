package alluxio.admission.policy.rules.network;

import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.LabelSelectorReader;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the spec of a NetworkPolicy selects and opens. Whom a rule is for ({@code from}, {@code to}) is not looked at: a rule with
 * the port counts as open.
 */
final class SelectingPolicy {

    /** Which way the traffic goes, from the pods that a policy selects. */
    enum Direction {
        INGRESS("Ingress", "ingress"),
        EGRESS("Egress", "egress");

        private final String type;
        private final String member;

        Direction(String type, String member) {
            this.type = type;
            this.member = member;
        }

        /** The member of the spec that has the rules. */
        String member() {
            return member;
        }
    }

    private SelectingPolicy() {}

    /** The labels that its selector asks for by equality. */
    static List<Map.Entry<String, String>> wantedLabels(Field spec) {
        return spec.at("podSelector", "matchLabels").members().stream()
                .map(label -> Map.entry(label.name(), label.string()))
                .toList();
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
        return spec.at(direction.member).items().stream()
                .map(rule -> rule.at("ports").items())
                .anyMatch(ports -> ports.isEmpty() || ports.stream().anyMatch(open -> isFor(open, name, number)));
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
