package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.LabelSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads label selectors of an object. */
public final class LabelSelectorReader {
    private LabelSelectorReader() {}

    /** The selector at a field; one that selects everything where there is none. */
    public static LabelSelector read(Field selector) {
        Map<String, String> labels = new LinkedHashMap<>();
        selector.at("matchLabels").members().forEach(label -> labels.put(label.name(), label.string()));
        return new LabelSelector(labels, requirements(selector.at("matchExpressions")));
    }

    /** The requirements in a list: {@code matchExpressions}, or {@code matchFields} of a node selector term. */
    public static List<LabelRequirement> requirements(Field list) {
        return Iterables.map(
                list.items(),
                term -> new LabelRequirement(
                        term.at("key").string(),
                        term.at("operator").string(),
                        term.at("values").strings()));
    }
}
