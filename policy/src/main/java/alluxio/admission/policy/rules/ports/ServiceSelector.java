package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import java.util.List;
import java.util.Map;

/** Which pods a Service picks. */
final class ServiceSelector {
    private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";

    /** Labels that controllers put on their pods, and that no template has. */
    private static final List<String> BY_CONTROLLER = List.of(
            "apps.kubernetes.io/pod-index", "controller-revision-hash", "pod-template-hash", "pod-template-generation");

    private ServiceSelector() {}

    /**
     * What of a workload decides whether a Service picks its pods.
     *
     * @param set its name, when it is a StatefulSet, else ""
     * @param first the number of the first pod of a StatefulSet
     */
    record Pods(Map<String, String> labels, String set, int first, int replicas) {
        /** @param workload with a pod */
        static Pods of(ReviewedObject workload, Pod pod) {
            boolean isSet = workload.kind() == ObjectKind.STATEFUL_SET;
            return new Pods(
                    pod.labels(),
                    isSet ? workload.name() : "",
                    workload.root().at("spec", "ordinals", "start").integer().orElse(0),
                    workload.replicas());
        }

        boolean fit(Field selector) {
            return Iterables.all(selector.members(), label -> {
                String found = label.name().equals(POD_NAME) && !set.isEmpty()
                        ? podName(label.string())
                        : labels.getOrDefault(label.name(), "");
                return BY_CONTROLLER.contains(label.name()) || label.is(found);
            });
        }

        /** The same name when the StatefulSet makes a pod of it. */
        private String podName(String wanted) {
            String ordinal = wanted.startsWith(set + "-") ? wanted.substring(set.length() + 1) : "";
            boolean made = !ordinal.isEmpty()
                    && ordinal.length() <= 4
                    && ordinal.chars().allMatch(c -> c >= '0' && c <= '9')
                    && Integer.parseInt(ordinal) >= first
                    && Integer.parseInt(ordinal) < first + replicas;
            return made ? wanted : "";
        }
    }

    /** The labels of a selector that stand in templates. */
    static List<Map.Entry<String, String>> ofTemplates(Field selector) {
        return selector.members().stream()
                .filter(label -> !label.name().equals(POD_NAME) && !BY_CONTROLLER.contains(label.name()))
                .map(label -> Map.entry(label.name(), label.string()))
                .toList();
    }
}
