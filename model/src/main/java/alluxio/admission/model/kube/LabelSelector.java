package alluxio.admission.model.kube;

import alluxio.admission.model.Iterables;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code LabelSelector} of the Kubernetes API. An empty one selects everything.
 *
 * @param labels {@code matchLabels}
 * @param requirements {@code matchExpressions}
 */
public record LabelSelector(Map<String, String> labels, List<LabelRequirement> requirements) {
    public LabelSelector {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        requirements = List.copyOf(requirements);
    }

    /** Whether an object with these labels is selected. */
    public boolean matches(Map<String, String> ofObject) {
        return Iterables.all(labels.entrySet(), label -> label.getValue().equals(ofObject.get(label.getKey())))
                && Iterables.all(requirements, requirement -> requirement.matches(ofObject));
    }

    /** How large it is: its labels, requirements and their values. */
    public int terms() {
        return labels.size()
                + requirements.size()
                + requirements.stream().mapToInt(each -> each.values().size()).sum();
    }
}
