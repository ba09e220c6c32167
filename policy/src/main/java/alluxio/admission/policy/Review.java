package alluxio.admission.policy;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One question: may this happen? The trees are never changed.
 *
 * @param operation of the API server
 * @param kind as {@code kind} says it
 * @param subresource such as {@code ephemeralcontainers}; "" for the object itself
 * @param namespace where it is, or is to be
 * @param object empty when it is deleted
 * @param oldObject what there is now; empty when it is created
 * @param user who asks; "" when nobody says
 */
public record Review(
        Operation operation,
        String kind,
        String subresource,
        String namespace,
        Optional<ObjectNode> object,
        Optional<ObjectNode> oldObject,
        String user) {

    /** The operations that can be judged. */
    public enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    /** Somebody unknown creates an object: what a manifest on the command line asks. */
    public static Review create(ObjectNode object, String namespace) {
        return new Review(
                Operation.CREATE,
                object.path("kind").stringValue(""),
                "",
                namespace,
                Optional.of(object),
                Optional.empty(),
                "");
    }
}
