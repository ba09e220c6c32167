package alluxio.admission.policy.view;

import java.util.List;
import java.util.Map;

/** Whether labels fulfil a {@code LabelSelector} of the Kubernetes API; an empty one is fulfilled by all. */
public final class LabelSelector {
    private LabelSelector() {}

    public static boolean matches(Field selector, Map<String, String> labels) {
        return selector.at("matchLabels").members().stream()
                        .allMatch(label -> labels.containsKey(label.name()) && label.is(labels.get(label.name())))
                && selector.at("matchExpressions").items().stream().allMatch(term -> matchesTerm(term, labels));
    }

    /** An operator that does not exist matches nothing. */
    private static boolean matchesTerm(Field term, Map<String, String> labels) {
        String key = term.at("key").string();
        List<String> values = term.at("values").strings();
        return switch (term.at("operator").string()) {
            case "In" -> labels.containsKey(key) && values.contains(labels.get(key));
            case "NotIn" -> !labels.containsKey(key) || !values.contains(labels.get(key));
            case "Exists" -> labels.containsKey(key);
            case "DoesNotExist" -> !labels.containsKey(key);
            default -> false;
        };
    }
}
