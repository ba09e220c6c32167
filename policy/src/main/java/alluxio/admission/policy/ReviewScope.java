package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Fluid;
import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.model.kube.OwnerReferences;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which reviews no rule is evaluated for, so that existing objects, clean-up and other controllers are never blocked. */
final class ReviewScope {
    /** Subresources of a pod that change its spec; all others (status, binding, eviction, …) do not. */
    private static final Set<String> JUDGED_SUBRESOURCES = Set.of("", "ephemeralcontainers", "resize");

    /** Members that a rule can read besides the metadata. */
    private static final List<String> CONTENT = List.of("spec", "data", "binaryData");

    private ReviewScope() {}

    /** Why no rule is evaluated; empty when rules are. */
    static Optional<String> skipReason(AdmissionRequest review, ObjectKind kind) {
        if (!JUDGED_SUBRESOURCES.contains(review.subresource())) {
            return Optional.of("the subresource " + review.subresource() + " is not judged");
        }
        return switch (review.operation()) {
            case CREATE -> review.object().flatMap(object -> ofFluid(object, review));
            case UPDATE -> review.object().flatMap(object -> update(object, review));
            case DELETE -> deletion(review, kind);
            case CONNECT, OTHER -> Optional.of("this operation is not judged");
        };
    }

    private static Optional<String> update(ObjectNode object, AdmissionRequest review) {
        if (isBeingDeleted(object)
                && review.oldObject().map(ReviewScope::isBeingDeleted).orElse(true)) {
            return Optional.of("the object is being deleted");
        }
        if (review.oldObject().filter(old -> sameContent(old, object)).isPresent()) {
            return Optional.of("neither spec nor data changes");
        }
        return ofFluid(object, review);
    }

    private static boolean isBeingDeleted(ObjectNode object) {
        return !object.path("metadata").path("deletionTimestamp").isMissingNode();
    }

    private static boolean sameContent(ObjectNode old, ObjectNode object) {
        return Iterables.all(CONTENT, name -> old.path(name).equals(object.path(name)));
    }

    private static Optional<String> deletion(AdmissionRequest review, ObjectKind kind) {
        if (kind != ObjectKind.PERSISTENT_VOLUME_CLAIM || review.operation() != AdmissionOperation.DELETE) {
            return Optional.of("deletions of this kind are not judged");
        }
        return new RequestUser(review.user()).cleansUp()
                ? Optional.of("the cluster itself cleans up")
                : Optional.empty();
    }

    /**
     * Fluid chooses ports and volumes itself, and has its own checks. Objects that its controllers create say so, and so do
     * the pods that the control plane creates from them. From any other user, the label or the owner proves nothing.
     */
    private static Optional<String> ofFluid(ObjectNode object, AdmissionRequest review) {
        if (!new RequestUser(review.user()).isFluid() && !isMadeByController(review)) {
            return Optional.empty();
        }
        JsonNode metadata = object.path("metadata");
        boolean labelled = Stream.of(
                        metadata.path("labels"),
                        object.path("spec").path("template").path("metadata").path("labels"))
                .anyMatch(labels -> Fluid.isLabelled(labels.propertyNames()));
        return Fluid.isOwned(metadata) || labelled ? Optional.of("Fluid manages it") : Optional.empty();
    }

    /** Whether a controller of the control plane creates this pod; its template was reviewed when it was applied. */
    static boolean isMadeByController(AdmissionRequest review) {
        boolean controlled = review.object()
                .flatMap(object -> OwnerReferences.controller(object.path("metadata")))
                .isPresent();
        return review.kind().equals("Pod") && controlled && new RequestUser(review.user()).isController();
    }
}
