package alluxio.admission.injector.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * One reason why a pod is refused.
 *
 * @param rule a stable id such as {@code inject-mount-path}
 * @param field the path in the pod, list items by name where they have one:
 *     {@code spec.containers[name=app].volumeMounts[mountPath=/opt/domain]}
 * @param message what is wrong, what is wanted, and how to fix it, in one or two sentences
 */
public record Refusal(String rule, String field, String message) {
    /** The rule of the last refusal where there are more than the limit ({@link alluxio.admission.model.Limits}). */
    public static final String MORE = "inject-more";

    /** Stands for the refusals beyond the limit. */
    public static Refusal more(int count) {
        return new Refusal(MORE, "", "and " + count + " more; fix these first");
    }

    /** The refusals of the list, with one for those beyond the limit. */
    public static List<Refusal> withOverflow(BoundedUniqueList<Refusal> refusals) {
        List<Refusal> all = new ArrayList<>(refusals.items());
        if (refusals.overflow() > 0) {
            all.add(more(refusals.overflow()));
        }
        return all;
    }

    /** All messages as one text: one sentence, or a numbered list. */
    public static String describe(List<Refusal> refusals) {
        if (refusals.size() == 1) {
            return refusals.getFirst().message();
        }
        boolean overflow = !refusals.isEmpty() && refusals.getLast().rule().equals(MORE);
        int count = overflow ? refusals.size() - 1 : refusals.size();
        StringBuilder text = new StringBuilder(count + " problems");
        text.append(overflow ? " " + refusals.getLast().message() : "").append(':');
        for (int i = 0; i < count; i++) {
            text.append(" (").append(i + 1).append(") ").append(refusals.get(i).message());
        }
        return text.toString();
    }
}
