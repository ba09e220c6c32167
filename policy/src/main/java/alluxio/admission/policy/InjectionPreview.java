package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Says what a pod will be after the injection that its label asks for. Pure, total and thread-safe. */
@FunctionalInterface
public interface InjectionPreview {
    /** Nothing is injected. */
    InjectionPreview NONE = (pod, _, _) -> new PreviewedPod(pod, false, List.of());

    /**
     * @param pod with metadata and spec; not changed
     * @param namespace where it is to run
     * @param budget of the decision that this is a part of
     */
    PreviewedPod preview(ObjectNode pod, String namespace, Budget budget);

    /**
     * A pod after the injection.
     *
     * @param changed whether it is another tree than the one that came in
     * @param messages of the injector, with paths in the pod
     */
    record PreviewedPod(ObjectNode pod, boolean changed, List<InjectorMessage> messages) {
        public PreviewedPod {
            messages = List.copyOf(messages);
        }
    }

    /**
     * A refusal or a warning of the injector.
     *
     * @param rule such as {@code inject-mount-path}
     * @param refused whether the pod cannot be injected; else it is a warning
     * @param field in the pod, as text; "" for the pod itself
     */
    record InjectorMessage(String rule, boolean refused, String field, String text) {}
}
