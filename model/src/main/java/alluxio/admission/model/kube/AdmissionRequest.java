package alluxio.admission.model.kube;

import alluxio.admission.model.Excerpt;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code request} of an AdmissionReview: whether this change may happen. Server, command line and rules share this
 * type. Immutable, as long as its trees, which are the ones that were sent, are not changed; no code here does.
 *
 * @param uid of the request, which the response repeats; empty for a manifest, which no API server has sent
 * @param user name of the user who sent it; empty when it is not known
 */
public record AdmissionRequest(String uid, Target target, Change change, String user, boolean dryRun) {

    /**
     * Which object it is about.
     *
     * @param resource the plural name by which the API is reached, with its group and version
     * @param subresource such as {@code scale}; empty for the object itself
     * @param namespace empty for a cluster-scoped object
     * @param name empty when the API server will generate it from {@code generateName}
     */
    public record Target(
            GroupVersionKind kind, GroupVersionResource resource, String subresource, String namespace, String name) {}

    /** The type of an object by its plural name; the group of core types is empty. */
    public record GroupVersionResource(String group, String version, String resource) {
        /** Not known, as for a manifest. */
        public static final GroupVersionResource NONE = new GroupVersionResource("", "", "");
    }

    /**
     * What happens to it.
     *
     * @param object the new object; always empty for DELETE
     * @param oldObject the stored object; empty for CREATE
     */
    public record Change(AdmissionOperation operation, Optional<ObjectNode> object, Optional<ObjectNode> oldObject) {
        public Change {
            object = operation == AdmissionOperation.DELETE ? Optional.empty() : object;
        }
    }

    /** The creation of an object by an unknown user: what a manifest on the command line asks for. */
    public static AdmissionRequest create(ObjectNode object, String namespace) {
        return create(GroupVersionKind.of(object), object, namespace);
    }

    /** The creation of a pod by an unknown user, such as the operator that makes pods from this template. */
    public static AdmissionRequest createPod(ObjectNode template, String namespace) {
        return create(new GroupVersionKind("", "v1", "Pod"), template, namespace);
    }

    private static AdmissionRequest create(GroupVersionKind kind, ObjectNode object, String namespace) {
        return new AdmissionRequest(
                "",
                new Target(kind, GroupVersionResource.NONE, "", namespace, ""),
                new Change(AdmissionOperation.CREATE, Optional.of(object), Optional.empty()),
                "",
                false);
    }

    public AdmissionRequest withChange(Change other) {
        return new AdmissionRequest(uid, target, other, user, dryRun);
    }

    public AdmissionRequest withUser(String other) {
        return new AdmissionRequest(uid, target, change, other, dryRun);
    }

    public AdmissionRequest withSubresource(String other) {
        Target about = new Target(target.kind(), target.resource(), other, target.namespace(), target.name());
        return new AdmissionRequest(uid, about, change, user, dryRun);
    }

    public AdmissionOperation operation() {
        return change.operation();
    }

    /** The new object; empty for DELETE. */
    public Optional<ObjectNode> object() {
        return change.object();
    }

    /** The stored object; empty for CREATE. */
    public Optional<ObjectNode> oldObject() {
        return change.oldObject();
    }

    /** The kind alone, such as {@code Pod}. */
    public String kind() {
        return target.kind().kind();
    }

    public String subresource() {
        return target.subresource();
    }

    public String namespace() {
        return target.namespace();
    }

    /** For a log: the name, else {@code generateName} followed by an asterisk; bounded, on one line. */
    public String displayName() {
        return Excerpt.line(wholeName());
    }

    private String wholeName() {
        if (!target.name().isEmpty() || object().isEmpty()) {
            return target.name();
        }
        JsonNode metadata = object().get().path("metadata");
        String name = metadata.path("name").asString("");
        String prefix = metadata.path("generateName").asString("");
        return name.isEmpty() && !prefix.isEmpty() ? prefix + "*" : name;
    }

    /** Leaves the objects out: they may hold what does not belong in a log. */
    @Override
    public String toString() {
        return "AdmissionRequest[" + uid + " " + operation() + " " + kind() + " " + namespace() + "/" + displayName()
                + "]";
    }
}
