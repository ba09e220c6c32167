package alluxio.admission.webhook.review;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API server asks. The objects are the raw trees as they were sent; nobody changes them.
 *
 * @param subResource such as {@code scale}; empty for the object itself
 * @param operation {@code CREATE}, {@code UPDATE}, {@code DELETE} or {@code CONNECT}; anything else passes through
 * @param namespace empty for what lives in none
 * @param name empty when the API server is to make it up from {@code generateName}
 * @param object the new object; there for CREATE and UPDATE, null for DELETE
 * @param oldObject the object that is there now; null for CREATE
 * @param user who asks; empty when the review does not say
 */
public record AdmissionRequest(
        String uid,
        Kind kind,
        Resource resource,
        String subResource,
        String operation,
        String namespace,
        String name,
        @Nullable ObjectNode object,
        @Nullable ObjectNode oldObject,
        boolean dryRun,
        String user) {

    /** The type of the object; the group of core types is empty. */
    public record Kind(String group, String version, String kind) {}

    /** The plural name that the API is reached by. */
    public record Resource(String group, String version, String resource) {}

    /** The object's name for a log: {@code name}, else {@code generateName} followed by an asterisk; bounded. */
    public String displayName() {
        return Shown.line(wholeName());
    }

    private String wholeName() {
        if (!name.isEmpty() || object == null) {
            return name;
        }
        String named = object.path("metadata").path("name").asString("");
        String prefix = object.path("metadata").path("generateName").asString("");
        return named.isEmpty() && !prefix.isEmpty() ? prefix + "*" : named;
    }

    /** Leaves the objects out: they may hold what no log should. */
    @Override
    public String toString() {
        return "AdmissionRequest[" + uid + " " + operation + " " + kind.kind() + " " + namespace + "/" + displayName()
                + "]";
    }
}
