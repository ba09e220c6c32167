package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Makes a pod what it will be after the injection that its label asks for. Pure, total and thread-safe. */
@FunctionalInterface
public interface InjectionPreview {

    /** Nothing is injected. */
    InjectionPreview NONE = (pod, _, _) -> new Completed(pod, false, List.of());

    /**
     * @param pod with metadata and spec, not to be changed
     * @param namespace where it is to run
     * @param budget of the decision that this is a part of
     */
    Completed complete(ObjectNode pod, String namespace, Budget budget);

    /**
     * @param pod what it will be
     * @param changed whether that is another tree than the one that came in
     * @param remarks of the injector, with paths in the pod
     */
    record Completed(ObjectNode pod, boolean changed, List<Remark> remarks) {
        public Completed {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * @param rule such as {@code inject-mount-path}
     * @param refused whether the pod cannot be what it asks for; else it is a warning
     * @param field in the pod, as text; "" for the pod itself
     */
    record Remark(String rule, boolean refused, String field, String message) {}
}
