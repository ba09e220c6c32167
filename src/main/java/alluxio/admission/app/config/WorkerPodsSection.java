package alluxio.admission.app.config;

import alluxio.admission.model.configuration.WorkerPods;
import alluxio.admission.model.kube.LabelSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code scheduling.workerPods}: the labels of workers that are no DaemonSet. */
final class WorkerPodsSection {
    private WorkerPodsSection() {}

    /** @param namespace that the profile's Alluxio runs in */
    static Optional<WorkerPods> read(ConfigNode node, String namespace) {
        return node.fields("matchLabels").flatMap(fields -> {
            Map<String, String> labels = new LinkedHashMap<>();
            Optional<ConfigNode> given = fields.require("matchLabels", "the labels of the workers' pods");
            given.ifPresent(n -> n.eachEntry(
                    ValueFormat.LABEL_KEY,
                    (key, value) -> value.text(ValueFormat.LABEL_VALUE).ifPresent(text -> labels.put(key, text))));
            given.ifPresent(n -> n.check(
                    !n.isEmptyMapping(), "there must be at least one label: an empty selector selects every pod"));
            return given.map(_ -> new WorkerPods(namespace, new LabelSelector(labels, List.of())));
        });
    }
}
