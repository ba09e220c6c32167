package alluxio.admission.policy.rules.ports;

import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Field;
import alluxio.admission.policy.view.Pod;
import java.util.List;

/** Which pods a Service picks. */
final class Selectors {
    private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";

    /** Labels that controllers put on their pods, and nobody sees in a template. */
    private static final List<String> BY_CONTROLLER = List.of(
            "apps.kubernetes.io/pod-index", "controller-revision-hash", "pod-template-hash", "pod-template-generation");

    private Selectors() {}

    /** @param workload with a pod */
    static boolean matches(Field selector, Subject workload, Pod pod) {
        return selector.members().stream().allMatch(label -> {
            String found = label.name().equals(POD_NAME) && workload.kind() == Kind.STATEFUL_SET
                    ? podName(workload, label.string())
                    : pod.labels().getOrDefault(label.name(), "");
            return BY_CONTROLLER.contains(label.name()) || label.is(found);
        });
    }

    /** The same name when the StatefulSet makes a pod of it. */
    private static String podName(Subject set, String wanted) {
        String ordinal = wanted.startsWith(set.name() + "-")
                ? wanted.substring(set.name().length() + 1)
                : "";
        int start = set.root().at("spec", "ordinals", "start").integer().orElse(0);
        boolean made = ordinal.matches("[0-9]{1,4}")
                && Integer.parseInt(ordinal) >= start
                && Integer.parseInt(ordinal) < start + set.replicas();
        return made ? wanted : "";
    }
}
