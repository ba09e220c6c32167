package alluxio.admission.app.config;

import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.model.Limits;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.LabelSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code injection.excludedPods}: label selectors of pods that are left alone. The chart makes match conditions of the same value. */
final class ExcludedPodsSection {
    private static final List<String> KEYS = List.of("matchLabels", "matchExpressions");

    private ExcludedPodsSection() {}

    static List<LabelSelector> read(ConfigNode node) {
        List<LabelSelector> selectors = node.list(ExcludedPodsSection::selector);
        int terms = selectors.stream().mapToInt(LabelSelector::terms).sum();
        node.check(
                terms <= Limits.EXCLUDED_POD_TERMS,
                "the selectors have " + terms + " labels, expressions and values together; the limit is "
                        + Limits.EXCLUDED_POD_TERMS);
        return selectors;
    }

    private static Optional<LabelSelector> selector(ConfigNode node) {
        return node.fields("matchLabels", "matchExpressions").map(fields -> {
            Map<String, String> labels = new LinkedHashMap<>();
            Optional<ConfigNode> equal = fields.get("matchLabels");
            equal.ifPresent(n -> n.eachEntry(
                    ValueFormat.LABEL_KEY,
                    (key, value) -> value.text(ValueFormat.LABEL_VALUE).ifPresent(text -> labels.put(key, text))));
            Optional<ConfigNode> expressions = fields.get("matchExpressions");
            List<LabelRequirement> requirements =
                    expressions.map(n -> n.list(LabelRequirementSection::read)).orElse(List.of());
            boolean empty = labels.isEmpty()
                    && requirements.isEmpty()
                    && equal.map(ConfigNode::isEmptyMapping).orElse(true)
                    && expressions.map(ConfigNode::isEmptyList).orElse(true);
            node.check(
                    !empty || hasUnknownKey(node),
                    "an empty selector selects every pod; write matchLabels or matchExpressions");
            return new LabelSelector(labels, requirements);
        });
    }

    /** Which is reported already. */
    private static boolean hasUnknownKey(ConfigNode node) {
        return node.node() instanceof PositionedNode.Mapping mapping
                && !KEYS.containsAll(mapping.entries().keySet());
    }
}
