package alluxio.admission.cluster.facts;

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
