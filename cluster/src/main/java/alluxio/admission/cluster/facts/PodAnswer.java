package alluxio.admission.cluster.facts;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a pod answered.
 *
 * @param json empty when it did not answer with an object
 * @param problem why not; "" when it did
 * @param isForbidden whether a right to use the proxy is missing
 */
public record PodAnswer(Optional<ObjectNode> json, String problem, boolean isForbidden) {
    /** The pod was not asked. */
    public static final PodAnswer NOT_ASKED = new PodAnswer(Optional.empty(), "not asked", false);

    public boolean wasAsked() {
        return !equals(NOT_ASKED);
    }

    /**
     * For messages: how many of an Alluxio's pods were asked, as {@code "; asked 145 of 5000 workers"}; "" when all were.
     *
     * @param answers of all of them
     */
    public static String sample(List<PodAnswer> answers, String pods) {
        long asked = answers.stream().filter(PodAnswer::wasAsked).count();
        return asked == answers.size() ? "" : "; asked " + asked + " of " + answers.size() + " " + pods;
    }

    public static PodAnswer of(ObjectNode json) {
        return new PodAnswer(Optional.of(json), "", false);
    }

    public static PodAnswer failed(String problem) {
        return new PodAnswer(Optional.empty(), problem, false);
    }

    public static PodAnswer forbidden(String problem) {
        return new PodAnswer(Optional.empty(), problem, true);
    }
}
