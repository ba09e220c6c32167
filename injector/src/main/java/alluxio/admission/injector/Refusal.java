package alluxio.admission.injector;

import java.util.List;

/**
 * One reason why a pod is refused.
 *
 * @param rule a stable id such as {@code inject-mount-path}
 * @param field the path in the pod, list items by name where they have one:
 *     {@code spec.containers[name=app].volumeMounts[mountPath=/opt/domain]}
 * @param message what stands against what, and the way out, as one sentence or two
 */
public record Refusal(String rule, String field, String message) {

    static String describe(List<Refusal> refusals) {
        if (refusals.size() == 1) {
            return refusals.getFirst().message();
        }
        StringBuilder text = new StringBuilder(refusals.size() + " problems:");
        for (int i = 0; i < refusals.size(); i++) {
            text.append(" (").append(i + 1).append(") ").append(refusals.get(i).message());
        }
        return text.toString();
    }
}
