package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.StatusRecorder;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A variable with the value of a field of the pod, to which another variable refers. The kubelet expands only references to
 * variables that come earlier in the list, so the position matters. Another webhook may sort the list: an injected variable is put in
 * front again.
 *
 * @param before the variable that refers to it
 */
record FieldRefVariable(String name, String fieldPath, String before) {

    /** Adds the variable before the one that refers to it, unless the container has it. */
    void add(Injection injection, PodElement container) {
        StatusRecorder recorder = injection.recorder();
        if (EnvironmentVariables.entry(container, name).isPresent()) {
            recorder.present(AdditionKind.ENV, container.text("name"), name);
            if (isBehind(container)) {
                injection.environment().moveToFront(container, name);
            }
            return;
        }
        ObjectNode entry = container.node().objectNode().put("name", name);
        entry.putObject("valueFrom")
                .putObject("fieldRef")
                .put("apiVersion", "v1")
                .put("fieldPath", fieldPath);
        injection.environment().add(container, entry, Optional.empty());
    }

    /** Why the variable cannot be added or reused, as the end of a sentence about the container; empty if it can. */
    Optional<String> obstacle(Injection injection, PodElement container) {
        Optional<PodElement> entry = EnvironmentVariables.entry(container, name);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        JsonNode field = entry.get().node().path("valueFrom").path("fieldRef").path("fieldPath");
        if (!field.stringValue("").equals(fieldPath)) {
            return Optional.of("sets it to something else; remove the variable");
        }
        return isBehind(container) && !injection.environment().isInjected(container, name)
                ? Optional.of(
                        "defines it after " + before + ", where the kubelet does not expand it; move it before that")
                : Optional.empty();
    }

    private boolean isBehind(PodElement container) {
        int position = EnvironmentVariables.lastIndex(container, before);
        return position >= 0 && position < EnvironmentVariables.lastIndex(container, name);
    }
}
