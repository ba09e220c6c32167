package alluxio.admission.injector.explain;

import java.util.ArrayList;
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
    /** The rule of the last one, where there are more than are told ({@link alluxio.admission.model.Limits}). */
    public static final String MORE = "inject-more";

    /** The last of those that are told: how many more there are. */
    public static Refusal more(int count) {
        return new Refusal(MORE, "", "and " + count + " more; fix these first");
    }

    /** All that are told, and how many more there are. */
    public static List<Refusal> told(BoundedUniqueList<Refusal> refusals) {
        List<Refusal> all = new ArrayList<>(refusals.all());
        if (refusals.more() > 0) {
            all.add(more(refusals.more()));
        }
        return all;
    }

    public static String describe(List<Refusal> refusals) {
        if (refusals.size() == 1) {
            return refusals.getFirst().message();
        }
        boolean more = !refusals.isEmpty() && refusals.getLast().rule().equals(MORE);
        int told = more ? refusals.size() - 1 : refusals.size();
        StringBuilder text = new StringBuilder(told + " problems");
        text.append(more ? " " + refusals.getLast().message() : "").append(':');
        for (int i = 0; i < told; i++) {
            text.append(" (").append(i + 1).append(") ").append(refusals.get(i).message());
        }
        return text.toString();
    }
}
