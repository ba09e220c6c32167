package alluxio.admission.policy;

import alluxio.admission.model.kube.AdmissionOperation;
import alluxio.admission.model.kube.AdmissionRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is never judged, so that nothing that is there already is ever held up. */
final class ReviewScope {
    /** Those of a pod that bring containers or resources; all others (status, binding, eviction, …) change no spec. */
    private static final Set<String> JUDGED_SUBRESOURCES = Set.of("", "ephemeralcontainers", "resize");

    /** What a rule could read besides the metadata. */
    private static final List<String> CONTENT = List.of("spec", "data", "binaryData");

    private ReviewScope() {}

    /** Why; empty when the object is to be judged. */
    static Optional<String> skipReason(AdmissionRequest review, Kind kind) {
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
        return CONTENT.stream().allMatch(name -> old.path(name).equals(object.path(name)));
    }

    private static Optional<String> deletion(AdmissionRequest review, Kind kind) {
        if (kind != Kind.PERSISTENT_VOLUME_CLAIM || review.operation() != AdmissionOperation.DELETE) {
            return Optional.of("deletions of this kind are not judged");
        }
        return new RequestUser(review.user()).cleansUp()
                ? Optional.of("the cluster itself cleans up")
                : Optional.empty();
    }

    /**
     * Fluid picks ports and volumes by itself, and runs its own checks. What its controllers make says so, and so do the
     * pods that the control plane makes of that; from anybody else it is only a claim.
     */
    private static Optional<String> ofFluid(ObjectNode object, AdmissionRequest review) {
        if (!new RequestUser(review.user()).isFluid() && !isMadeByController(review)) {
            return Optional.empty();
        }
        JsonNode metadata = object.path("metadata");
        boolean owned = metadata.path("ownerReferences")
                .valueStream()
                .anyMatch(owner -> owner.path("apiVersion").stringValue("").startsWith("data.fluid.io/"));
        boolean labelled = List.of(
                        metadata.path("labels"),
                        object.path("spec").path("template").path("metadata").path("labels"))
                .stream()
                .flatMap(labels -> labels.propertyNames().stream())
                .anyMatch(label -> label.startsWith("fluid.io/dataset"));
        return owned || labelled ? Optional.of("Fluid manages it") : Optional.empty();
    }

    /** Whether a controller of the control plane makes this pod: its template was judged when it was applied. */
    static boolean isMadeByController(AdmissionRequest review) {
        boolean controlled = review.object()
                .map(object -> object.path("metadata").path("ownerReferences"))
                .filter(owners -> owners.valueStream()
                        .anyMatch(owner -> owner.path("controller").booleanValue(false)))
                .isPresent();
        return review.kind().equals("Pod") && controlled && new RequestUser(review.user()).isController();
    }
}
